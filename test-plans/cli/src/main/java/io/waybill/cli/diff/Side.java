package io.waybill.cli.diff;

import io.waybill.report.Pace;
import io.waybill.report.Report;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One of two runs that are compared.
 *
 * @param report what it comes to when it is judged now
 * @param seed as {@code 0x…}
 * @param place where it took place, as names and values
 * @param plan what its plan says, as paths and values; empty where the plan is not kept
 * @param paces how fast each configuration was, in the report's order
 */
public record Side(
        Report report, String seed, SortedMap<String, String> place, SortedMap<String, String> plan, List<Pace> paces) {

    public Side {
        place = Collections.unmodifiableSortedMap(new TreeMap<>(place));
        plan = Collections.unmodifiableSortedMap(new TreeMap<>(plan));
        paces = List.copyOf(paces);
    }

    /** Returns the run's name. */
    String id() {
        return report.source();
    }
}
