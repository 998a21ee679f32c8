package io.waybill.server.net;

import java.util.concurrent.atomic.LongAdder;

/** What has gone over the sockets of a node, all its loops together. Counted on their threads, read by any. */
public final class Traffic {

    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder badFrames = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder open = new LongAdder();
    private final LongAdder partialBytes = new LongAdder();

    void received(int bytes) {
        receivedBytes.add(bytes);
    }

    void sent(int bytes) {
        sentBytes.add(bytes);
    }

    void opened() {
        accepted.increment();
        open.increment();
    }

    void closed() {
        open.decrement();
    }

    void refused() {
        refused.increment();
    }

    void timedOut() {
        timedOut.increment();
    }

    void shed() {
        slow.increment();
    }

    void badFrame() {
        badFrames.increment();
    }

    void partial(int more) {
        partialBytes.add(more);
    }

    /** Returns how many bytes have come. */
    public long receivedBytes() {
        return receivedBytes.sum();
    }

    /** Returns how many bytes were given to the system to be sent. */
    public long sentBytes() {
        return sentBytes.sum();
    }

    /** Returns how many connections of others were accepted. */
    public long acceptedConnections() {
        return accepted.sum();
    }

    /** Returns how many connections of others are open. */
    public long openConnections() {
        return open.sum();
    }

    /** Returns how many connections were closed at once, because as many were open as may be. */
    public long refusedConnections() {
        return refused.sum();
    }

    /** Returns how many connections of others were ended because they were silent for too long. */
    public long timedOutConnections() {
        return timedOut.sum();
    }

    /** Returns how many connections of others were ended because they were slow to read while memory was short. */
    public long slowConnections() {
        return slow.sum();
    }

    /** Returns how many connections were ended because a frame said that it is larger than any may be. */
    public long badFrames() {
        return badFrames.sum();
    }

    /** Returns how much the large frames take that others have begun to send and not finished. */
    public long partialFrameBytes() {
        return partialBytes.sum();
    }
}
