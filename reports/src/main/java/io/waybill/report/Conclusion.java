package io.waybill.report;

import io.waybill.checker.RunVerdict;
import java.util.Collection;
import java.util.stream.Stream;

/** What the whole comes to, and the exit code that says so. */
public enum Conclusion {
    /** Every claim holds, and the controls broke. */
    HOLDS("holds", 0),
    /** At least one claim is violated. */
    VIOLATED("violated", 1),
    /** No violation, but a claim is unknown. */
    UNKNOWN("unknown", 3),
    /** The harness failed, or a control did not break: what was seen says nothing. */
    FAILED("failed", 4),
    /** It was called off. */
    INTERRUPTED("interrupted", 130);

    private final String word;
    private final int exitCode;

    Conclusion(String word, int exitCode) {
        this.word = word;
        this.exitCode = exitCode;
    }

    /**
     * Returns what the verdict on a run is to its reader: where a control did not break, what was seen says nothing.
     */
    public static Conclusion of(RunVerdict verdict) {
        return switch (verdict) {
            case VIOLATED -> VIOLATED;
            case FAILED, CONTROL_DID_NOT_BREAK -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
            case UNKNOWN -> UNKNOWN;
            case HOLDS -> HOLDS;
        };
    }

    /**
     * Returns the worst that several runs came to; what is proved counts most, and nothing that was called off or
     * failed is good. None: unknown.
     */
    public static Conclusion worst(Collection<Conclusion> all) {
        return Stream.of(VIOLATED, FAILED, INTERRUPTED, UNKNOWN, HOLDS)
                .filter(all::contains)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Returns the word that files and reports use. */
    public String word() {
        return word;
    }

    /**
     * Returns the exit code of the process.
     *
     * @param allowUnknown whether an unknown claim is good enough
     */
    public int exitCode(boolean allowUnknown) {
        return allowUnknown && this == UNKNOWN ? 0 : exitCode;
    }
}
