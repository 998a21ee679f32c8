package io.waybill.checker;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is expected of the claims of a configuration, and what verdicts mean measured by that: the one place that says
 * it, for a run, for many seeds and for reports.
 *
 * @param other the claims that are not expected to hold, each with what is; never with {@link Expectation#HOLDS}
 */
public record Expectations(SortedMap<Claim, Expectation> other) {

    /** Every claim is to hold. */
    public static final Expectations ALL_HOLD = new Expectations(new TreeMap<>());

    private static final String NO_PROMISE = "it may break here and was not seen to: nothing is promised";

    public Expectations {
        SortedMap<Claim, Expectation> copy = new TreeMap<>(other);
        copy.values().removeIf(expectation -> expectation == Expectation.HOLDS);
        other = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Returns what is expected of a control: that these break. What else it claims is looked at and does not count.
     *
     * @param claims all that it claims
     */
    public static Expectations ofControl(Set<Claim> mustBreak, Collection<Claim> claims) {
        SortedMap<Claim, Expectation> other = new TreeMap<>();
        claims.forEach(claim -> other.put(claim, Expectation.MAY_BREAK));
        mustBreak.forEach(claim -> other.put(claim, Expectation.BREAKS));
        return new Expectations(other);
    }

    /** Returns the same with another expectation of some claims. */
    public Expectations with(Map<Claim, Expectation> others) {
        SortedMap<Claim, Expectation> all = new TreeMap<>(other);
        all.putAll(others);
        return new Expectations(all);
    }

    /** Returns what is expected where nothing is done that would break what must break: it may break. */
    public Expectations withNothingThatMustBreak() {
        SortedMap<Claim, Expectation> all = new TreeMap<>(other);
        all.replaceAll((claim, expectation) -> Expectation.MAY_BREAK);
        return new Expectations(all);
    }

    /** Returns what is expected of a claim. */
    public Expectation of(Claim claim) {
        return other.getOrDefault(claim, Expectation.HOLDS);
    }

    /** Returns the claims of which that is expected, in their order; of {@link Expectation#HOLDS} none is known. */
    public List<Claim> claims(Expectation expectation) {
        return other.entrySet().stream()
                .filter(each -> each.getValue() == expectation)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the verdicts that speak of what is promised. */
    public List<ClaimVerdict> promised(List<ClaimVerdict> verdicts) {
        return verdicts.stream()
                .filter(each -> of(each.claim()) == Expectation.HOLDS)
                .toList();
    }

    /** Returns the verdicts that break a promise. */
    public List<ClaimVerdict> broken(List<ClaimVerdict> verdicts) {
        return promised(verdicts).stream().filter(Expectations::isViolated).toList();
    }

    /** Returns the claims that must break and are not violated, in their order. */
    public List<Claim> unbroken(List<ClaimVerdict> verdicts) {
        return claims(Expectation.BREAKS).stream()
                .filter(claim -> verdicts.stream().noneMatch(each -> each.claim() == claim && isViolated(each)))
                .toList();
    }

    /** Returns the verdicts with those unknown that would say that something holds which may break. */
    public List<ClaimVerdict> withoutFalsePromises(List<ClaimVerdict> verdicts) {
        return verdicts.stream().map(this::withoutFalsePromise).toList();
    }

    private ClaimVerdict withoutFalsePromise(ClaimVerdict each) {
        return each.verdict() instanceof Verdict.Holds
                ? reservation(each.claim())
                        .map(reason -> new ClaimVerdict(
                                each.claim(), new Verdict.Unknown(reason), each.outOf(), each.because()))
                        .orElse(each)
                : each;
    }

    /** Returns why a claim that nothing contradicts is unknown all the same; empty where it may be said to hold. */
    public Optional<String> reservation(Claim claim) {
        return of(claim) == Expectation.MAY_BREAK ? Optional.of(NO_PROMISE) : Optional.empty();
    }

    private static boolean isViolated(ClaimVerdict each) {
        return each.verdict() instanceof Verdict.Violated;
    }
}
