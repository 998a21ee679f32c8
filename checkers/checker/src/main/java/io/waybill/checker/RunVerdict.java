package io.waybill.checker;

/** What a whole run came to; the worst there was, in this order. */
public enum RunVerdict {
    /** A claim of a configuration is violated, or something is wrong inside a simulated world. */
    VIOLATED,
    /** The harness failed: there is no verdict. */
    FAILED,
    /** It was called off before everything was done. */
    INTERRUPTED,
    /**
     * No violation, but a control that must break did not: what was not seen there may not have been seen elsewhere.
     */
    CONTROL_DID_NOT_BREAK,
    /** No violation, but a claim is unknown, or the control that vouches for it did not run. */
    UNKNOWN,
    /** Every claim holds, and every control broke. */
    HOLDS
}
