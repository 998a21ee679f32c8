package io.waybill.log.settings;

/**
 * A planted flaw, to prove that checkers see it. Each is asked for at the one place where the real check stands; none
 * is on unless the settings say so.
 */
public enum LogMutant {
    /** S2: recovery and reads do not look at checksums, and a batch that a crash cut short is filled up with zeros. */
    TORN_TAIL_KEPT("S2", "recovery and reads do not look at checksums"),
    /** S3: what truncates a segment keeps its index, and reads trust the index. */
    INDEX_KEPT("S3", "what truncates a segment keeps its index"),
    /** S4: a failed sync counts as done. */
    SYNC_ERROR_SWALLOWED("S4", "a failed sync counts as done"),
    /** S5: leader epochs stay in memory until the next restart, and the recovery point goes on without them. */
    EPOCHS_NOT_SYNCED("S5", "leader epochs are not on disk before somebody leads in them"),
    /** S6: old segments go although they hold what is not yet replicated or a transaction that is still open. */
    UNCOMMITTED_DELETED("S6", "retention deletes what is not committed"),
    /** R4: a follower never truncates what diverged. */
    DIVERGENCE_KEPT("R4", "a follower never truncates what diverged"),
    /** R5: a follower truncates to its high watermark instead of the end of the common epoch, as before KIP-101. */
    TRUNCATE_TO_HIGH_WATERMARK("R5", "a follower truncates to its high watermark"),
    /** R6: divergence is judged by offsets alone, not by the leader epochs. */
    EPOCHS_IGNORED("R6", "divergence is judged by offsets, not by leader epochs"),
    /** I1: sequences are not checked. */
    SEQUENCE_UNCHECKED("I1", "sequences are not checked"),
    /** I2: producers are forgotten at a restart. */
    PRODUCERS_NOT_REBUILT("I2", "producers are forgotten at a restart"),
    /** I3: followers keep no producers. */
    PRODUCERS_NOT_ON_FOLLOWERS("I3", "followers keep no producers"),
    /** I4: producers are not truncated with the log. */
    PRODUCERS_NOT_TRUNCATED("I4", "producers are not truncated with the log"),
    /** I6: only the last batch of a producer is remembered. */
    ONE_BATCH_REMEMBERED("I6", "only the last batch of a producer is remembered"),
    /** I7: a sequence out of order is accepted where another leader appended the one before. */
    GAP_AFTER_LEADER_CHANGE("I7", "a gap in the sequence is accepted after a change of the leader"),
    /** I8: the epoch of a producer is not compared. */
    PRODUCER_EPOCH_UNCHECKED("I8", "the epoch of a producer is not compared");

    private final String id;
    private final String description;

    LogMutant(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** Returns its id in the catalogue of mutants. */
    public String id() {
        return id;
    }

    /** Returns what is wrong, in one line. */
    public String description() {
        return description;
    }
}
