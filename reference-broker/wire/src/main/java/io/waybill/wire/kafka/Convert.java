package io.waybill.wire.kafka;

import io.waybill.wire.message.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/** The translation of what many messages have: lists, ids, bytes. */
final class Convert {

    /** The id of nothing. */
    static final UUID NO_ID = new UUID(0, 0);

    private Convert() {}

    static <S, T> List<T> list(Collection<S> source, Function<S, T> translation) {
        return into(new ArrayList<>(source.size()), source, translation);
    }

    static <S, T> @Nullable List<T> nullableList(@Nullable Collection<S> source, Function<S, T> translation) {
        return source == null ? null : list(source, translation);
    }

    static <S, T, C extends Collection<T>> C into(C target, Collection<S> source, Function<S, T> translation) {
        for (S part : source) {
            target.add(translation.apply(part));
        }
        return target;
    }

    /** Returns the one part of a message in a version that has room for one only. */
    static <T> T only(List<T> parts, String name, int version) {
        if (parts.size() != 1) {
            throw unsayable(parts.size() + " times a " + name + " instead of one", version);
        }
        return parts.get(0);
    }

    /** Returns the exception for what a version has no words for. */
    static IllegalArgumentException unsayable(String what, int version) {
        return new IllegalArgumentException("version " + version + " cannot say " + what);
    }

    static UUID uuid(Uuid id) {
        return id.equals(Uuid.ZERO_UUID) ? NO_ID : new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    static Uuid uuid(UUID id) {
        return id.equals(NO_ID) ? Uuid.ZERO_UUID : new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static @Nullable Payload payload(@Nullable BaseRecords records) {
        // The generated reader makes nothing else.
        return records == null ? null : Payload.of(((MemoryRecords) records).buffer());
    }

    static @Nullable BaseRecords records(@Nullable Payload payload) {
        return payload == null ? null : new PayloadRecords(payload);
    }
}
