package io.waybill.checker.log;

/** What a pass reports while it goes; a partition's verdict is made of it. Called by the thread of the pass. */
interface PassSink {

    /** A record of another run or another producer. */
    void foreign();

    /** A record that is damaged, or (where not) was read from the wrong partition. */
    void corrupt(boolean damaged, Delivered delivery);

    /** A record that nobody sent, or whose send is in the lost part of a torn history. */
    void unsent(MessageKey message, Delivered delivery);

    /** A message whose send certainly failed, or whose transaction was aborted. */
    void aborted(MessageKey message, long transaction, Delivered delivery);

    /** A message that was delivered before it was sent. */
    void beforeSend(MessageKey message, Delivered delivery);

    /** A message that was delivered twice, or elsewhere than where it was acknowledged: to be looked at again. */
    void suspect(MessageKey message);

    /**
     * A message that stands behind one which its session sent later.
     *
     * @param invokeNanos when the message was sent
     * @param ordered whether their order was promised
     */
    void reordered(
            MessageKey message, MessageKey later, long offset, long laterOffset, long invokeNanos, boolean ordered);

    /** A message that stands behind one of another session which was sent only after it had been acknowledged. */
    void outOfTime(MessageKey message, MessageKey later, long offset, long laterOffset, long invokeNanos);
}
