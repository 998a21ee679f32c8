package io.waybill.report;

import io.waybill.checker.Claim;
import java.util.Set;

/**
 * A configuration that the plan has and the run left out.
 *
 * @param isControl whether it is a configuration that is known to be broken
 * @param mustBreak the claims that must be violated there
 * @param why it did not run, in a few words
 */
public record NotRun(String name, boolean isControl, Set<Claim> mustBreak, String why) {

    public NotRun {
        mustBreak = Set.copyOf(mustBreak);
    }
}
