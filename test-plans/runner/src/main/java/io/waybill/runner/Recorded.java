package io.waybill.runner;

import io.waybill.workload.Traffic;
import java.util.List;
import java.util.Optional;

/**
 * What came of recording a configuration.
 *
 * @param moments how often each moment came about that the configuration is after
 * @param traffic how much was sent and received
 * @param drained whether everything was read to the end
 * @param calledOff whether somebody called it off
 * @param simulated what is known of it beyond that, where it took place in a simulated world
 */
public record Recorded(
        List<MomentCount> moments, Traffic traffic, boolean drained, boolean calledOff, Optional<Simulated> simulated) {

    public Recorded {
        moments = List.copyOf(moments);
    }
}
