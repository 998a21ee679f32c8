package io.waybill.simulation.invariant.broker;

/** What must hold of the brokers of a cluster at any time. "Durably" is flushed where each record is, else written. */
public enum BrokerInvariant {
    /** KIP-101: two histories must not share an epoch. */
    ONE_LEADER(
            "one leader an epoch",
            "A leader epoch of a partition belongs to one life of one broker, and that is the one which the metadata"
                    + " name."),
    /** KIP-101, KIP-497. */
    EPOCHS_GROW(
            "epochs grow",
            "The leader epoch in which a replica acts never falls, not even across a crash, nor do those of the batches"
                    + " in a log from one to the next, nor a partition's epochs in the metadata, nor a broker's own."),
    /** KIP-497. */
    HIGH_WATERMARK_REPLICATED(
            "the high watermark is replicated",
            "When a leader moves its high watermark, every replica that is in sync or eligible, or may be by a proposal"
                    + " that is under way, has everything below it, durably; the leader itself too."),
    /** KIP-966: whoever leaves an ISR that becomes so small has everything that is committed. */
    COMMITS_WITH_ENOUGH(
            "enough replicas commit",
            "A leader does not move its high watermark while fewer than min.insync.replicas are in sync."),
    /** KIP-101. */
    LOGS_AGREE(
            "committed logs agree",
            "Below what two replicas both know to be committed they have the same batches, and nobody takes for"
                    + " committed what no leader has committed."),
    /** Ongaro and Ousterhout, figure 3, with leader epochs for terms; KIP-101. */
    LOGS_MATCH(
            "replica logs match",
            "Where two replicas have a batch of the same offset and leader epoch, it is the same, and so is everything"
                    + " before it."),
    /** Kafka's guarantee to producers. */
    COMMITTED_STAYS(
            "committed batches stay",
            "No replica loses a committed batch: not by truncation, not by beginning anew, and, once it was"
                    + " durable, not by a crash."),
    /** What a disk has it gives back. */
    LOGS_COME_BACK(
            "logs come back",
            "What a replica finds in its log when it begins anew it has had there before, in the same place."),
    /** What checksums are for. */
    LOGS_STAY_SOUND("logs stay sound", "A replica finds its log damaged only where a fault has damaged it."),
    /** KIP-101, KIP-966. */
    LEADER_COMPLETENESS(
            "partition leader completeness",
            "Whoever leads has every batch that was committed in an earlier leader epoch, unless the metadata say that"
                    + " it has to recover."),
    /** KIP-497, KIP-903, KIP-966. */
    IN_SYNC_COMPLETENESS(
            "in-sync replicas are complete",
            "Whoever comes into the ISR, or leaves it and stays eligible, has every committed batch, durably."),
    /** KIP-966. */
    CLEAN_ELECTION(
            "elections are clean",
            "Whoever is elected was in sync or eligible before, unless the metadata say that it has to recover."),
    /** KIP-841. */
    ISR_IS_SOUND(
            "the ISR is sound",
            "While somebody leads, the leader is in the ISR, and nobody in it is fenced or about to stop."),
    /** KIP-497. */
    ISR_IS_AGREED("the ISR is agreed", "What a leader takes for the committed ISR is what the metadata say."),
    /** {@code acks=all}. */
    ACKNOWLEDGED_COMMITTED(
            "acknowledged is committed",
            "With acks=all a batch is acknowledged only when the leader's high watermark has passed it."),
    /** {@code min.insync.replicas}. */
    ACKNOWLEDGED_COPIES(
            "acknowledged has enough copies",
            "With acks=all a batch is acknowledged only when min.insync.replicas replicas have it, durably."),
    /** {@code flush.messages}. */
    ACKNOWLEDGED_DURABLE(
            "acknowledged is on disk", "A leader acknowledges a batch only when it has it durably, also with acks=1."),
    /** Kafka's guarantee to consumers. */
    SERVED_COMMITTED(
            "served is committed",
            "Consumers are given only what lies below the high watermark of the replica that gives it."),
    /** KIP-207. */
    HIGH_WATERMARK_GROWS(
            "the high watermark grows",
            "A replica's high watermark never falls in one life, except where it recovers from an admitted loss."),
    /** KIP-207: a new leader may not know yet how much is committed, and must not make up an answer. */
    ENDS_GROW(
            "ends do not fall",
            "A consumer that asks where a partition ends is not told an offset before one that it has read up to."),
    /** Where offsets come from. */
    LOGS_WITHOUT_GAPS(
            "logs have no gaps",
            "Each batch of a log begins where the one before ends, and a log begins where a leader has deleted"
                    + " everything before."),
    /** Retention and {@code DeleteRecords}. */
    DELETED_COMMITTED("deleted is committed", "Nothing is deleted that lies beyond the high watermark."),
    /** Every node applies the same commands. */
    METADATA_AGREE(
            "metadata agree", "All nodes have the same metadata after the same command, however they came to them."),
    /** KIP-631. */
    ONE_CONTROLLER("one controller an epoch", "A controller epoch belongs to one life of one node."),
    /** KIP-631. */
    DECIDED_IN_CHARGE(
            "the controller in charge decides",
            "Who is fenced, unfenced or let go is decided by the active controller; what one decided before others took"
                    + " over is done before that or not at all.");

    private final String id;
    private final String definition;

    BrokerInvariant(String id, String definition) {
        this.id = id;
        this.definition = definition;
    }

    /** Returns the name in reports. */
    public String id() {
        return id;
    }

    /** Returns what must hold, in a sentence. */
    public String definition() {
        return definition;
    }
}
