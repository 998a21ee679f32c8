package io.waybill.report.text;

/** How a piece of text is meant. What it looks like is up to whoever shows it. */
public enum Tone {
    /** Nothing special. */
    PLAIN,
    /** What a reader should see first. */
    STRONG,
    /** What a reader may skip. */
    FAINT,
    /** A claim that holds. */
    HOLDS,
    /** A claim that is violated, or the step that contradicts. */
    VIOLATED,
    /** A claim that is unknown. */
    UNKNOWN
}
