package io.waybill.raft;

/** What the leader knows of another member. */
final class Progress {

    /** How entries are sent. */
    enum Mode {
        /** One message at a time, to find out where the logs part. */
        PROBE,
        /** Several at a time, each behind the one before, in the hope that they fit. */
        REPLICATE,
        /** The follower needs entries that the leader has no more: pieces of a snapshot, one at a time. */
        SNAPSHOT
    }

    final int node;
    private final long[] inFlight;
    private int head;
    private int count;

    Mode mode = Mode.PROBE;
    long next;
    long match;
    // The last commit index that was sent to it.
    long told;
    boolean waits;
    boolean wasHeard;
    long round;
    long progressNanos;
    // Of the snapshot that is being sent.
    long snapshotIndex;
    int offset;

    Progress(int node, long next, int window, long now) {
        this.node = node;
        this.next = next;
        this.inFlight = new long[window];
        this.progressNanos = now;
    }

    boolean isFull() {
        return count == inFlight.length;
    }

    boolean isIdle() {
        return count == 0;
    }

    void sent(long lastIndex) {
        inFlight[(head + count) % inFlight.length] = lastIndex;
        count++;
    }

    void answered(long matchIndex) {
        while (count > 0 && inFlight[head] <= matchIndex) {
            head = (head + 1) % inFlight.length;
            count--;
        }
    }

    void probe(long from) {
        mode = Mode.PROBE;
        next = from;
        waits = false;
        count = 0;
    }

    void replicate() {
        mode = Mode.REPLICATE;
        next = match + 1;
        waits = false;
        count = 0;
    }

    void sendSnapshot(long index) {
        mode = Mode.SNAPSHOT;
        snapshotIndex = index;
        offset = 0;
        waits = false;
        count = 0;
    }
}
