package io.waybill.broker.data;

import io.waybill.wire.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of a produced batch.
 *
 * @param error why it was refused, or not acknowledged
 * @param baseOffset of its first record, -1 where it was not appended
 * @param appendMillis the timestamp that the log gave its records, -1 where they keep theirs
 * @param message what is wrong, in words
 */
public record Produced(
        ErrorCode error,
        long baseOffset,
        long appendMillis,
        @Nullable String message) {

    /** Returns what became of a batch that was not appended. */
    public static Produced refused(ErrorCode error, @Nullable String message) {
        return new Produced(error, -1, -1, message);
    }
}
