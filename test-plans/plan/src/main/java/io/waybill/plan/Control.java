package io.waybill.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectations;
import java.util.Set;

/**
 * A configuration that is known to be broken. A run in which it does not break proves nothing: whoever did not see this
 * would not have seen the other either.
 *
 * @param mustBreak the claims that must be violated, at least one, each claimed by the configuration
 * @param why what is broken about it, as a sentence
 */
public record Control(Configuration configuration, Set<Claim> mustBreak, String why) {

    public Control {
        mustBreak = Set.copyOf(mustBreak);
    }

    /** Returns what is expected of all that it claims. */
    public Expectations expectations() {
        return Expectations.ofControl(mustBreak, configuration.promise().claims());
    }

    Control withConfiguration(Configuration other) {
        return new Control(other, mustBreak, why);
    }
}
