package io.waybill.cli.diff;

import io.waybill.checker.Claim;

/**
 * A verdict that is another.
 *
 * @param control whether the configuration is known to be broken
 * @param then the word of the verdict in the run that was named first
 * @param now its word in the other
 * @param course what it means
 * @param because the anomalies of whichever is violated, with their counts: {@code A1, 1,482}; or why it is unknown
 */
public record ClaimChange(
        String configuration, boolean control, Claim claim, String then, String now, Course course, String because) {

    /** What a change means. */
    public enum Course {
        /** What was not violated is; or a control does not break any more. */
        WORSE("worse"),
        /** Nothing is known any more of what was known. */
        LESS_KNOWN("less known"),
        /** All others. */
        BETTER("better");

        private final String word;

        Course(String word) {
            this.word = word;
        }

        /** Returns the word that files use. */
        public String word() {
            return word;
        }
    }
}
