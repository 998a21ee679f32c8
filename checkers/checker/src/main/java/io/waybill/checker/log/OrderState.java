package io.waybill.checker.log;

/** Of one session, what stands furthest on in its own order among the messages that were delivered so far. */
final class OrderState {

    /** A message of the session, its first place and its invocation. */
    record Reached(long sequence, long offset, long invokeNanos) {
        /** Stands for a message in front of all others. */
        static final Reached NOTHING = new Reached(-1, -1, Long.MIN_VALUE);
    }

    final int session;

    /** Whether the broker removes the duplicates of the session's retries: asked of each message. */
    final boolean idempotent;

    /** The highest sequence whose order is promised, its first place and its invocation. */
    long sequence = -1;

    long offset = -1;
    long sequenceInvokeNanos = Long.MIN_VALUE;

    /** What was the highest before, at a lower place: two messages may be said to stand at one place. */
    private long beforeSequence = -1;

    private long beforeOffset = -1;
    private long beforeInvokeNanos = Long.MIN_VALUE;

    /** The latest invocation, and its message. */
    long invokeNanos = Long.MIN_VALUE;

    long invokedSequence = -1;
    long invokedOffset = -1;

    OrderState(int session, boolean idempotent) {
        this.session = session;
        this.idempotent = idempotent;
    }

    /** Makes way for a higher sequence at a place. */
    void advance(long place) {
        if (place > offset) {
            beforeSequence = sequence;
            beforeOffset = offset;
            beforeInvokeNanos = sequenceInvokeNanos;
        }
    }

    /** Returns the highest sequence below a place, as far as it is remembered. */
    Reached reachedBefore(long place) {
        return offset < place
                ? new Reached(sequence, offset, sequenceInvokeNanos)
                : beforeOffset < place ? new Reached(beforeSequence, beforeOffset, beforeInvokeNanos) : Reached.NOTHING;
    }
}
