package io.waybill.client.producer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an application sends into bytes.
 *
 * @param <T> what it sends
 */
@FunctionalInterface
public interface Serializer<T> {

    /** Leaves bytes as they are. */
    Serializer<byte[]> BYTES = (topic, value) -> value;
    /** Text in UTF-8. */
    Serializer<String> TEXT = (topic, value) -> value.getBytes(StandardCharsets.UTF_8);

    /**
     * Returns the bytes of a value.
     *
     * @throws RuntimeException where it cannot; the send then certainly failed
     */
    byte[] serialize(String topic, T value);

    /** Returns the bytes of a value, null for none. */
    default byte @Nullable [] orNull(String topic, @Nullable T value) {
        return value == null ? null : serialize(topic, value);
    }
}
