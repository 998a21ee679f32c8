package io.waybill.runner;

import io.waybill.checker.RunOutcome;
import io.waybill.checker.RunVerdict;
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
        return new RunOutcome(
                        configurations.stream().map(ConfigurationResult::part).toList(),
                        failure.isPresent(),
                        interrupted,
                        start.whole().mustBreak())
                .verdict();
    }
}
