package io.waybill.client.producer;

import io.waybill.log.batch.LogRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param topic where to
 * @param partition which partition; {@link #ANY} to leave it to the partitioner
 * @param timestampMillis its time, in milliseconds since 1970; {@link #NOW} for that of the client's clock
 * @param key decides the partition where none is given; null for none
 * @param value what it says; null for a tombstone
 * @param headers said beside it
 * @param <K> of keys
 * @param <V> of values
 */
public record ProducerRecord<K, V>(
        String topic,
        int partition,
        long timestampMillis,
        @Nullable K key,
        @Nullable V value,
        List<LogRecord.Header> headers) {

    /** The partitioner decides. */
    public static final int ANY = -1;
    /** The client's clock decides. */
    public static final long NOW = -1;

    public ProducerRecord {
        headers = List.copyOf(headers);
        if (partition < ANY || timestampMillis < NOW) {
            throw new IllegalArgumentException("partition and timestamp of a record to " + topic
                    + " must be >= 0, or -1 where they are not given, were " + partition + " and " + timestampMillis);
        }
    }

    /** Makes a record without headers, now, whose partition the partitioner decides. */
    public static <K, V> ProducerRecord<K, V> of(String topic, @Nullable K key, @Nullable V value) {
        return new ProducerRecord<>(topic, ANY, NOW, key, value, List.of());
    }

    /** Returns the same for a given partition. */
    public ProducerRecord<K, V> to(int newPartition) {
        return new ProducerRecord<>(topic, newPartition, timestampMillis, key, value, headers);
    }
}
