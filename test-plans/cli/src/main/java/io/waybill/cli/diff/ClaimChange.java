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

    /** Returns whether it was to break and does not any more. */
    public boolean isBlind() {
        return course == Course.WORSE && then.equals("violated");
    }

    /** What a change means. */
    public enum Course {
        /** What was to hold is violated and was not; or what was to break was violated and is not. */
        WORSE("worse"),
        /** Nothing is known any more of what was known. */
        LESS_KNOWN("less known"),
        /** What is expected is seen, and was not. */
        BETTER("better"),
        /** Nothing is expected of it, or what is expected was seen in neither run. */
        NEITHER("neither");

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
