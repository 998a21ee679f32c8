package io.waybill.checker.log;

/** Where the acknowledged messages of a scope ended, while they are being counted. */
public final class ScopeCounts {

    long acknowledged;
    long discharged;
    long violated;
    long open;
    long excused;

    ScopeCounts() {}

    void add(ScopeCounts other) {
        acknowledged += other.acknowledged;
        discharged += other.discharged;
        violated += other.violated;
        open += other.open;
        excused += other.excused;
    }

    /** Adds a partition of which nothing was read. */
    void addUnread(long ofAcknowledged, long ofExcusable) {
        acknowledged += ofAcknowledged;
        excused += ofExcusable;
        open += ofAcknowledged - ofExcusable;
    }

    /** Returns what is neither discharged nor violated nor excused. */
    long remainder() {
        return acknowledged - discharged - violated - excused;
    }

    /** Returns how many messages had to be delivered in the partitions that the scope read. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Returns how many were. */
    public long discharged() {
        return discharged;
    }

    /** Returns how many certainly were not. */
    public long violated() {
        return violated;
    }

    /** Returns of how many nobody knows. */
    public long open() {
        return open;
    }

    /** Returns how many nobody could be asked for any more. */
    public long excused() {
        return excused;
    }
}
