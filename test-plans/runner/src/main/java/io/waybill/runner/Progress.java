package io.waybill.runner;

import io.waybill.checker.online.Standing;
import io.waybill.workload.Traffic;
import java.time.Duration;
import java.util.List;

/**
 * How far a configuration has come.
 *
 * @param phase what is going on
 * @param elapsed the time since its cluster was ready
 * @param planned how long clients are to send; {@code elapsed} may pass it, for the drain takes as long as it takes
 * @param traffic all counts so far
 * @param sentPerSecond the rate since the last report
 * @param acknowledgedPerSecond the rate since the last report
 * @param p99 the 99th percentile of the time acknowledgements took since the last report; zero: there was none
 * @param faults those that are active now, as people write them: {@code kill n1 (leader of orders-0)}
 * @param faultsStarted how many were started so far
 * @param standing what is confirmed and what is suspected, of what was written to the history so far
 */
public record Progress(
        Phase phase,
        Duration elapsed,
        Duration planned,
        Traffic traffic,
        double sentPerSecond,
        double acknowledgedPerSecond,
        Duration p99,
        List<String> faults,
        int faultsStarted,
        Standing standing) {

    public Progress {
        faults = List.copyOf(faults);
    }
}
