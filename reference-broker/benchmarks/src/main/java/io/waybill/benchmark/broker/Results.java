package io.waybill.benchmark.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a session has found. Used by one thread. */
final class Results {

    private final Map<Side, List<Start>> starts = new LinkedHashMap<>();
    private final Map<Side, List<Long>> peaks = new LinkedHashMap<>();
    private final Map<Side, Map<Load, List<Measurement>>> measurements = new LinkedHashMap<>();

    void started(Side side, Start start) {
        starts.computeIfAbsent(side, any -> new ArrayList<>()).add(start);
    }

    /** Notes the most memory that one process of a cluster had in its life. */
    void peaked(Side side, long bytes) {
        peaks.computeIfAbsent(side, any -> new ArrayList<>()).add(bytes);
    }

    void measured(Side side, Load load, Measurement measurement) {
        measurements
                .computeIfAbsent(side, any -> new LinkedHashMap<>())
                .computeIfAbsent(load, any -> new ArrayList<>())
                .add(measurement);
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    List<Start> starts(Side side) {
        return starts.getOrDefault(side, List.of());
    }

    List<Long> peaks(Side side) {
        return peaks.getOrDefault(side, List.of());
    }

    List<Measurement> measurements(Side side, Load load) {
        return measurements.getOrDefault(side, Map.of()).getOrDefault(load, List.of());
    }
}
