package io.waybill.runner;

import io.waybill.checker.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
        if (configurations.stream().anyMatch(RunResult::isWrong)) {
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
        return configurations.stream().allMatch(RunResult::isGood) ? RunVerdict.HOLDS : RunVerdict.UNKNOWN;
    }

    private static boolean isWrong(ConfigurationResult result) {
        return !result.sightings().isEmpty()
                || !result.expectations().broken(result.claims()).isEmpty();
    }

    /** Whatever it promises holds; whoever promises nothing has broken as it must. */
    private static boolean isGood(ConfigurationResult result) {
        return !result.claims().isEmpty()
                && result.expectations().promised(result.claims()).stream()
                        .allMatch(each -> each.verdict() instanceof Verdict.Holds);
    }
}
