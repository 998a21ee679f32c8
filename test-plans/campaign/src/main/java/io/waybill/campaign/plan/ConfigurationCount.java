package io.waybill.campaign.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.checker.Verdict;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Pressure;
import java.util.List;
import java.util.Optional;

/**
 * What all seeds of a configuration came to.
 *
 * @param control what it is a control of; empty for a configuration that is judged
 * @param seeds in how many seeds it was run
 * @param drained in how many of them everything was read to the end
 * @param claims in the order of {@link Claim}
 * @param moments those that it is after, in the order of the plan
 */
public record ConfigurationCount(
        Configuration configuration,
        Optional<Control> control,
        long seeds,
        long drained,
        List<ClaimCount> claims,
        List<MomentTotal> moments) {

    public ConfigurationCount {
        claims = List.copyOf(claims);
        moments = List.copyOf(moments);
    }

    /**
     * How often a moment came about.
     *
     * @param hits in all seeds together
     * @param seeds in how many seeds
     */
    public record MomentTotal(Pressure pressure, long hits, long seeds) {}

    /** Returns whether it is one that must break. */
    public boolean isControl() {
        return control.isPresent();
    }

    /** Returns what is expected of its claims. */
    public Expectations expectations() {
        return control.map(Control::expectations)
                .orElseGet(() -> configuration.promise().expectations());
    }

    /** Returns the claims that are promised. */
    public List<ClaimCount> promised() {
        return claims.stream()
                .filter(count -> expectations().of(count.claim()) == Expectation.HOLDS)
                .toList();
    }

    /** Returns the claims that must break here and did in no seed. */
    public List<Claim> unbroken() {
        return claims.stream()
                .filter(count -> expectations().of(count.claim()) == Expectation.BREAKS
                        && !(count.verdict() instanceof Verdict.Violated))
                .map(ClaimCount::claim)
                .toList();
    }
}
