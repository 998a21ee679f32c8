package io.waybill.fault;

import java.time.Duration;

/**
 * What happens to everything that travels over a link. Several may hold on one link at once; what each holds back stays
 * held back until all are over.
 */
public sealed interface LinkFault {

    /** Nothing arrives; what was on its way or is sent meanwhile arrives in order when the fault ends. */
    record Stall() implements LinkFault {}

    /**
     * Nothing arrives, and what is sent meanwhile is lost for good: a connection that lost anything never carries a
     * frame again, and both its ends see a time-out {@code silence} after the first loss, or when the fault ends if
     * that is later.
     */
    record Blackhole(Duration silence) implements LinkFault {}

    /** Connections that are open break off at the start of the fault; new ones are refused until its end. */
    record Refuse() implements LinkFault {}

    /** Connections that are open break off at the start of the fault; new ones may be opened at once. */
    record Reset() implements LinkFault {}

    /** Everything takes longer, by a time drawn anew for each frame; frames of a connection stay in order. */
    record Delay(Span extra) implements LinkFault {}

    /** No more than so many bytes a second. */
    record Throttle(long bytesPerSecond) implements LinkFault {
        public Throttle {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException(
                        "a throttle must let >= 1 byte a second pass, was " + bytesPerSecond);
            }
        }
    }

    /** Frames arrive in pieces of at most so many bytes, a pause between two pieces. */
    record Slice(int pieceBytes, Duration pause) implements LinkFault {
        public Slice {
            if (pieceBytes < 1) {
                throw new IllegalArgumentException("a piece must have >= 1 byte, had " + pieceBytes);
            }
        }
    }

    /** Calls the method of this fault's case. */
    default <R> R match(Cases<R> cases) {
        if (this instanceof Stall stall) {
            return cases.stall(stall);
        }
        if (this instanceof Blackhole blackhole) {
            return cases.blackhole(blackhole);
        }
        if (this instanceof Refuse refuse) {
            return cases.refuse(refuse);
        }
        if (this instanceof Reset reset) {
            return cases.reset(reset);
        }
        if (this instanceof Delay delay) {
            return cases.delay(delay);
        }
        return this instanceof Throttle throttle ? cases.throttle(throttle) : cases.slice((Slice) this);
    }

    /** What each case means to a caller; a new case is a new method, so no caller can miss it. */
    interface Cases<R> {
        /** Held back until the end. */
        R stall(Stall stall);

        /** Lost. */
        R blackhole(Blackhole blackhole);

        /** Broken off, and refused until the end. */
        R refuse(Refuse refuse);

        /** Broken off once. */
        R reset(Reset reset);

        /** Later. */
        R delay(Delay delay);

        /** Few bytes a second. */
        R throttle(Throttle throttle);

        /** In pieces. */
        R slice(Slice slice);
    }
}
