package io.waybill.checker.log;

/** Of one session, the messages that stand furthest on in its own order among those that were delivered so far. */
final class OrderState {

    /** The highest sequence, and its place. */
    long sequence = -1;

    long offset = -1;

    /** The latest invocation, and its message. */
    long invokeNanos = Long.MIN_VALUE;

    long invokedSequence = -1;
    long invokedOffset = -1;

    /** The highest sequence among what was acknowledged, its place and invocation. */
    long ackedSequence = -1;

    long ackedOffset = -1;
    long ackedInvokeNanos = Long.MIN_VALUE;
}
