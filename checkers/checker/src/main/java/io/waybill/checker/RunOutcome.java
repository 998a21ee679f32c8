package io.waybill.checker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was judged in one run, and what that comes to: the one place that says it, for the run and for its report.
 *
 * @param parts the configurations that were judged
 * @param isFailed whether the harness failed
 * @param isInterrupted whether the run was called off
 * @param mustBreak the claims that something in the whole plan must break, also where it did not run
 */
public record RunOutcome(List<Part> parts, boolean isFailed, boolean isInterrupted, Set<Claim> mustBreak) {

    public RunOutcome {
        parts = List.copyOf(parts);
        mustBreak = Set.copyOf(mustBreak);
    }

    /**
     * One configuration.
     *
     * @param isControl whether it promises nothing and must break
     * @param expectations what is expected of its claims
     * @param claims the verdicts on them
     * @param isWrongInside whether something is wrong that no client can see
     */
    public record Part(boolean isControl, Expectations expectations, List<ClaimVerdict> claims, boolean isWrongInside) {

        public Part {
            claims = List.copyOf(claims);
        }

        /** Returns whether it shows that the system is wrong. */
        public boolean isWrong() {
            return isWrongInside || !expectations.broken(claims).isEmpty();
        }

        private List<ClaimVerdict> promised() {
            return expectations.promised(claims);
        }

        /** Whatever it promises holds; whoever promises nothing has broken as it must. */
        private boolean isGood() {
            return !claims.isEmpty() && promised().stream().allMatch(each -> each.verdict() instanceof Verdict.Holds);
        }
    }

    /** Returns the worst that there was. A violation counts whatever else went wrong: it is proved. */
    public RunVerdict verdict() {
        if (parts.stream().anyMatch(Part::isWrong)) {
            return RunVerdict.VIOLATED;
        }
        if (isFailed) {
            return RunVerdict.FAILED;
        }
        if (isInterrupted) {
            return RunVerdict.INTERRUPTED;
        }
        if (parts.stream()
                .anyMatch(each -> !each.expectations().unbroken(each.claims()).isEmpty())) {
            return RunVerdict.CONTROL_DID_NOT_BREAK;
        }
        boolean promised = parts.stream()
                .anyMatch(each -> !each.isControl() && !each.promised().isEmpty());
        boolean holds = promised && parts.stream().allMatch(Part::isGood);
        return holds && unvouched().isEmpty() ? RunVerdict.HOLDS : RunVerdict.UNKNOWN;
    }

    /**
     * Returns the claims that are promised and must break somewhere in the plan, but had to in nothing that ran:
     * whether a break of them would have been seen, nobody knows. In their order.
     */
    public List<Claim> unvouched() {
        Set<Claim> broken = parts.stream()
                .flatMap(each -> each.expectations().claims(Expectation.BREAKS).stream())
                .collect(Collectors.toSet());
        return parts.stream()
                .filter(each -> !each.isControl())
                .flatMap(each -> each.promised().stream())
                .map(ClaimVerdict::claim)
                .filter(claim -> mustBreak.contains(claim) && !broken.contains(claim))
                .distinct()
                .sorted()
                .toList();
    }
}
