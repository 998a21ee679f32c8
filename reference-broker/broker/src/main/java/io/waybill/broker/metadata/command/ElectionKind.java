package io.waybill.broker.metadata.command;

/** Which replica is to lead; the order is that of the wire. */
public enum ElectionKind {
    /** The first replica, where it is in sync. */
    PREFERRED,
    /** Any live replica, in sync or not, where nobody leads. */
    UNCLEAN
}
