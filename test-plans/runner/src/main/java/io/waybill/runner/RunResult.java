package io.waybill.runner;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectation;
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
        boolean promised = configurations.stream()
                .anyMatch(each -> !each.isControl() && !promised(each).isEmpty());
        boolean holds = promised && configurations.stream().allMatch(RunResult::isGood);
        return holds && isVouchedFor() ? RunVerdict.HOLDS : RunVerdict.UNKNOWN;
    }

    /**
     * Of the claims that must break somewhere in the plan, each must have been broken where it ran: of what nobody saw
     * break, nobody knows whether a break would have been seen.
     */
    private boolean isVouchedFor() {
        Set<Claim> broken = configurations.stream()
                .flatMap(each -> each.expectations().claims(Expectation.BREAKS).stream())
                .collect(Collectors.toSet());
        Set<Claim> claimed = configurations.stream()
                .flatMap(each -> promised(each).stream())
                .map(ClaimVerdict::claim)
                .collect(Collectors.toSet());
        return start.whole().mustBreak().stream().allMatch(claim -> broken.contains(claim) || !claimed.contains(claim));
    }

    /** Whatever it promises holds; whoever promises nothing has broken as it must. */
    private static boolean isGood(ConfigurationResult result) {
        return !result.claims().isEmpty()
                && promised(result).stream().allMatch(each -> each.verdict() instanceof Verdict.Holds);
    }

    private static List<ClaimVerdict> promised(ConfigurationResult result) {
        return result.expectations().promised(result.claims());
    }
}
