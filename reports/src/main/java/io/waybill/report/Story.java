package io.waybill.report;

import io.waybill.checker.anomaly.Step;
import java.util.List;

/**
 * One occurrence of an anomaly, told in steps that end in a contradiction.
 *
 * @param subject the message or whatever it is about: {@code order-8842}
 * @param steps in the order of their times; those that prove, and up to {@value #MOST_STEPS} together with those that
 *     explain
 * @param contradiction why the steps that prove cannot all be true of a broker that keeps its promise
 * @param alibi why it is not a false alarm, one sentence each
 * @param omitted how many explaining steps were left out
 */
public record Story(String subject, List<StoryStep> steps, String contradiction, List<String> alibi, int omitted) {

    /** How many steps a reader can take in. Those that prove are shown even when there are more. */
    public static final int MOST_STEPS = 12;

    public Story {
        steps = List.copyOf(steps);
        alibi = List.copyOf(alibi);
    }

    /** Returns whether a step of it explains and does not prove. */
    public boolean explains() {
        return steps.stream().anyMatch(step -> step.role() == Step.Role.EXPLAINS);
    }
}
