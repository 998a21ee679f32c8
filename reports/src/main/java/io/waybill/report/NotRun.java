package io.waybill.report;

import io.waybill.checker.Claim;
import java.util.Set;

/**
 * A configuration that the plan has and the run left out.
 *
 * @param mustBreak the claims that must be violated, where it is a control; empty for what would have been judged
 * @param why it did not run, in a few words
 */
public record NotRun(String name, Set<Claim> mustBreak, String why) {

    public NotRun {
        mustBreak = Set.copyOf(mustBreak);
    }

    /** Returns whether it is a configuration that is known to be broken. */
    public boolean isControl() {
        return !mustBreak.isEmpty();
    }
}
