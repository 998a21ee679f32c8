package io.waybill.log.exchange;

/** Why an append was refused. Each has one error of Kafka's protocol. */
public enum Refusal {
    /** The bytes are not a sound batch. CORRUPT_MESSAGE. */
    CORRUPT,
    /** The batch says what it must not say. INVALID_RECORD. */
    INVALID,
    /** MESSAGE_TOO_LARGE. */
    TOO_LARGE,
    /** Batches of this producer are missing. OUT_OF_ORDER_SEQUENCE_NUMBER. */
    OUT_OF_ORDER_SEQUENCE,
    /** The producer is not known and does not begin with sequence 0. UNKNOWN_PRODUCER_ID. */
    UNKNOWN_PRODUCER,
    /** A newer incarnation of the producer was here. INVALID_PRODUCER_EPOCH. */
    PRODUCER_FENCED,
    /** A newer coordinator was here. TRANSACTION_COORDINATOR_FENCED. */
    COORDINATOR_FENCED,
    /** The leader epoch is older than one in the log. FENCED_LEADER_EPOCH. */
    STALE_LEADER_EPOCH,
    /** The batches do not begin where the follower's log ends, or do not follow each other. */
    NOT_CONTIGUOUS,
    /** The log was closed or has failed. KAFKA_STORAGE_ERROR. */
    CLOSED
}
