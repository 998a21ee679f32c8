package io.waybill.runner;

import io.waybill.workload.Traffic;
import java.util.List;

/**
 * What came of recording a configuration.
 *
 * @param drained whether everything was read to the end
 * @param calledOff whether somebody called it off
 */
record Recorded(List<MomentCount> moments, Traffic traffic, boolean drained, boolean calledOff) {}
