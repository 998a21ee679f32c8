package io.waybill.report;

import java.util.List;
import java.util.Optional;

/**
 * A violated configuration that was run again, with the same plan and the same seed: as it was, to say how often it
 * fails, and with fewer faults, to say which of them it takes.
 *
 * @param configuration its name
 * @param violated how many of the runs were violated too
 * @param runs the runs that were judged, by their names; none where nobody wanted to know
 * @param shrunk which faults it takes; empty where nobody wanted to know, or nobody can
 */
public record Repeated(String configuration, int violated, List<String> runs, Optional<Shrunk> shrunk) {

    public Repeated {
        runs = List.copyOf(runs);
    }
}
