package io.waybill.client.config;

/** Where a consumer goes on whose position is not in the log; Kafka's {@code auto.offset.reset}. */
public enum ResetPolicy {
    /** At the oldest record. */
    EARLIEST,
    /** After the newest record. */
    LATEST,
    /** Nowhere: the poll fails. */
    NONE
}
