package io.waybill.runner;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param configurations those that were judged, in the order in which they ran
 * @param failure why the run ended early, where the harness failed
 * @param interrupted whether it was called off
 * @param took from its start to its end
 */
public record RunResult(
        RunStart start,
        List<ConfigurationResult> configurations,
        Optional<RunFailed> failure,
        boolean interrupted,
        Duration took) {

    public RunResult {
        configurations = List.copyOf(configurations);
    }

    /** Returns the worst that there was. A violation counts whatever else went wrong: it is proved. */
    public RunVerdict verdict() {
        if (configurations.stream().anyMatch(ConfigurationResult::isWrong)) {
            return RunVerdict.VIOLATED;
        }
        if (failure.isPresent()) {
            return RunVerdict.FAILED;
        }
        if (interrupted) {
            return RunVerdict.INTERRUPTED;
        }
        if (configurations.stream().anyMatch(each -> !each.unbroken().isEmpty())) {
            return RunVerdict.CONTROL_DID_NOT_BREAK;
        }
        boolean holds = configurations.stream().anyMatch(each -> !each.isControl())
                && configurations.stream().allMatch(each -> each.isControl() || holds(each));
        return holds && isVouchedFor() ? RunVerdict.HOLDS : RunVerdict.UNKNOWN;
    }

    /**
     * Of the claims that the plan's controls must break, each must have been broken by one that ran: of what nobody saw
     * break, nobody knows whether a break would have been seen.
     */
    private boolean isVouchedFor() {
        Set<Claim> broken = configurations.stream()
                .flatMap(each -> each.control().stream())
                .flatMap(control -> control.mustBreak().stream())
                .collect(Collectors.toSet());
        Set<Claim> claimed = configurations.stream()
                .filter(each -> !each.isControl())
                .flatMap(each -> each.claims().stream())
                .map(ClaimVerdict::claim)
                .collect(Collectors.toSet());
        return start.whole().controls().stream()
                .flatMap(control -> control.mustBreak().stream())
                .allMatch(claim -> broken.contains(claim) || !claimed.contains(claim));
    }

    private static boolean holds(ConfigurationResult result) {
        return !result.claims().isEmpty()
                && result.claims().stream().allMatch(each -> each.verdict() instanceof Verdict.Holds);
    }
}
