package io.waybill.log.exchange;

/** Who asks a leader to append. */
public enum AppendOrigin {
    /** A producer; it must not write markers. */
    CLIENT,
    /** The broker itself: markers of transactions, records of its own. */
    BROKER
}
