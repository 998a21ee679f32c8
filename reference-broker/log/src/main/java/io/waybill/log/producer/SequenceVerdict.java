package io.waybill.log.producer;

/** What is to be done with a batch, going by what is known of its producer. */
public enum SequenceVerdict {
    /** It is the next one. */
    ACCEPTED,
    /** It is in the log already. */
    DUPLICATE,
    /** Batches between the last one and this are missing. */
    OUT_OF_ORDER,
    /** Its producer is not known, and it does not begin with the first sequence. */
    UNKNOWN_PRODUCER,
    /** A newer incarnation of its producer was here. */
    FENCED,
    /** A newer coordinator was here. */
    STALE_COORDINATOR
}
