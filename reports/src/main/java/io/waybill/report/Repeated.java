package io.waybill.report;

import java.util.List;

/**
 * A violated configuration that was run again, with the same plan and the same seed, to say how often it fails.
 *
 * @param configuration its name
 * @param violated how many of the runs were violated too
 * @param runs the runs that were judged, by their names
 */
public record Repeated(String configuration, int violated, List<String> runs) {

    public Repeated {
        runs = List.copyOf(runs);
    }
}
