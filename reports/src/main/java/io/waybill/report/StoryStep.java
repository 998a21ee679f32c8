package io.waybill.report;

import io.waybill.checker.anomaly.Step;

/**
 * One line of a story.
 *
 * @param atNanos when it happened, on the history's clock
 * @param actor who did it to whom: {@code p2 → orders-3}
 * @param event the kind of step, for programs: {@code send}, {@code ack}, {@code delivery}, {@code fault}, …
 * @param what what was done: {@code ack @1187}
 * @param note what it means for the story, or an empty text
 * @param contradicts whether the note is the contradiction itself
 * @param role whether it proves or explains
 */
public record StoryStep(
        long atNanos, String actor, String event, String what, String note, boolean contradicts, Step.Role role) {

    static StoryStep of(long atNanos, String actor, String event, String what, Step.Role role) {
        return new StoryStep(atNanos, actor, event, what, "", false, role);
    }

    StoryStep noting(String meaning) {
        return new StoryStep(atNanos, actor, event, what, meaning, false, role);
    }

    StoryStep contradicting(String meaning) {
        return new StoryStep(atNanos, actor, event, what, meaning, true, role);
    }
}
