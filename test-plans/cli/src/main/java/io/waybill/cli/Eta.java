package io.waybill.cli;

import io.waybill.plan.Configuration;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Guesses when a run ends: what clients are still to send, and for each configuration what its start, its last reading
 * and its judgement took so far.
 */
final class Eta {

    private final Map<String, Duration> traffic = new HashMap<>();
    private Duration ready = Duration.ZERO;
    private Duration overheads = Duration.ZERO;
    private int finished;

    Eta(List<Configuration> all) {
        all.forEach(each -> traffic.put(each.name(), each.phases().traffic()));
    }

    /** A cluster took so long until it was ready. */
    void ready(Duration took) {
        ready = took;
    }

    /** A configuration is over. */
    void finished(ConfigurationResult result) {
        finished++;
        overheads = overheads.plus(
                result.took().minus(result.configuration().phases().traffic()));
    }

    /** Returns how long it takes until all is over, as far as anybody can know. */
    Duration left(Progress now, Collection<String> waiting) {
        // The first one has only shown how long a start takes; its end cannot be much shorter.
        Duration overhead = finished == 0 ? ready : overheads.dividedBy(finished);
        Duration left = now.planned().minus(now.elapsed());
        Duration current =
                (left.isNegative() ? Duration.ZERO : left).plus(finished == 0 ? ready : overhead.minus(ready));
        for (String each : waiting) {
            current = current.plus(traffic.getOrDefault(each, Duration.ZERO)).plus(overhead);
        }
        return current.isNegative() ? Duration.ZERO : current;
    }
}
