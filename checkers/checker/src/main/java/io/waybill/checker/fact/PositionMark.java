package io.waybill.checker.fact;

import io.waybill.history.Event;
import org.jspecify.annotations.Nullable;

/**
 * A point in a consumer's life at which its position in a partition becomes known, or stops being known.
 *
 * @param fromNanos from when on it may have happened
 * @param toNanos until when it had happened
 * @param partition the partition, or -1 for all that the consumer has
 * @param kind what happens to the position
 * @param offset the position, or -1 where it is not known any more
 * @param event the event itself where it can serve as evidence, or null
 */
public record PositionMark(
        long fromNanos, long toNanos, int partition, Kind kind, long offset, Event.@Nullable Positioned event) {

    /** What a mark does to the position. */
    public enum Kind {
        /** What the consumer read before and what it reads from now on have nothing to do with each other. */
        CUT,
        /** Reading begins or goes on here, wherever it was before. */
        MOVED,
        /** A poll here returned nothing, and the log ended here. */
        END
    }

    /** Returns whether it concerns {@code other}. */
    public boolean concerns(int other) {
        return partition == -1 || partition == other;
    }

    /** Returns whether it says where reading ended, and moves nothing. */
    public boolean isEnd() {
        return kind == Kind.END;
    }
}
