package io.waybill.broker.settings;

/**
 * A planted flaw of what a broker decides about its replicas, to prove that checkers see it. Each is asked for at the
 * one place where the real check stands; none is on unless the settings say so. Those of the log, the metadata and the
 * quorum have catalogues of their own.
 */
public enum BrokerMutant {
    /** Acknowledges {@code acks=all} when the leader has appended. */
    R1("R1", "acks=all is answered when the leader has appended", "LOST"),
    /** The high watermark is the leader's log end. */
    R2("R2", "the high watermark ignores the followers", "LOST, DIVERGE"),
    /** The high watermark waits for the committed in-sync replicas only, not for those proposed. */
    R3("R3", "the high watermark ignores proposed in-sync replicas", "LOST, DIVERGE"),
    /**
     * Produces with {@code acks=all} are appended although too few replicas are in sync; and committed, else they would
     * only wait.
     */
    R8("R8", "min.insync.replicas is ignored when appending", "LOST"),
    /** Produces with {@code acks=all} are acknowledged although too few replicas are in sync by then. */
    R9("R9", "min.insync.replicas is ignored when acknowledging", "LOST"),
    /** The leader takes its own proposal to shrink the in-sync replicas as granted. */
    R10("R10", "the leader shrinks the ISR before the controller agrees", "LOST, DIVERGE"),
    /** A follower is proposed as in sync before it has reached the high watermark and the epoch's start. */
    R11("R11", "a follower rejoins the ISR before it has caught up", "LOST"),
    /** Consumers are given what is not committed. */
    R12("R12", "consumers read beyond the high watermark", "DIRTY, DIVERGE"),
    /** A follower serves consumers up to its log's end. */
    R13("R13", "a follower serves consumers beyond its high watermark", "DIRTY, REGRESS"),
    /** Leader epochs in requests are not compared. */
    R14("R14", "leader epochs of fetches and of the leader itself are not compared", "LOST, DIVERGE"),
    /** A new leader serves the high watermark it had as a follower, lower than one already served. */
    R15("R15", "a new leader serves a high watermark that lies behind", "REGRESS, GAP"),
    /** Replicas count what they have not made durable. */
    S1("S1", "what is not durable yet counts as replicated", "LOST"),
    /** A repeated batch is acknowledged without waiting for its replication. */
    I5("I5", "a duplicate is acknowledged at once", "LOST");

    private final String id;
    private final String description;
    private final String expected;

    BrokerMutant(String id, String description, String expected) {
        this.id = id;
        this.description = description;
        this.expected = expected;
    }

    /** Returns the name that it is switched on by. */
    public String id() {
        return id;
    }

    /** Returns what is wrong, in one line. */
    public String description() {
        return description;
    }

    /** Returns the anomaly that must expose it. */
    public String expected() {
        return expected;
    }
}
