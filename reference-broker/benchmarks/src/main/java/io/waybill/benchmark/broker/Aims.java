package io.waybill.benchmark.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the first contender aims at, and which loads miss it. */
final class Aims {

    private static final double HALF = 0.5;
    private static final double MOST_READY_SECONDS = 1.5;
    private static final long MOST_READY_BYTES = 80L << 20;
    private static final int OF_READY_NODES = 3;

    private final String ours;
    private final @Nullable String theirs;
    private final SessionPlan plan;
    private final Results results;

    Aims(String ours, @Nullable String theirs, SessionPlan plan, Results results) {
        this.ours = ours;
        this.theirs = theirs;
        this.plan = plan;
        this.results = results;
    }

    /** Returns a line for each aim. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (theirs != null) {
            lines.add(compared(
                    "at most half of the CPU seconds",
                    run -> run.usage().brokerSeconds(),
                    ratio -> ratio <= HALF,
                    load -> true));
            lines.add(compared(
                    "at least the throughput",
                    Measurement::recordsPerSecond,
                    ratio -> ratio >= 1,
                    load -> load.kind() != Load.Kind.LATENCY));
            lines.add(compared(
                    "a p99 that is no worse",
                    run -> run.latency().p99Millis(),
                    ratio -> ratio <= 1,
                    load -> load.kind() == Load.Kind.LATENCY));
        }
        for (int nodes : plan.sizes()) {
            List<Start> starts = results.starts(new Side(ours, nodes));
            if (!starts.isEmpty()) {
                double bytes = Spread.of(starts.stream()
                                .map(start -> (double) start.residentBytes())
                                .toList())
                        .median();
                lines.add("at most 80 MiB a broker at ready, " + nodes + (nodes == 1 ? " node: " : " nodes: ")
                        + verdict(bytes <= MOST_READY_BYTES));
            }
        }
        List<Start> starts = results.starts(new Side(ours, OF_READY_NODES));
        if (!starts.isEmpty()) {
            double seconds =
                    Spread.of(starts.stream().map(Start::readySeconds).toList()).median();
            lines.add("three nodes ready from nothing in at most 1.5 s: " + verdict(seconds <= MOST_READY_SECONDS));
        }
        return lines;
    }

    private String compared(
            String aim, ToDoubleFunction<Measurement> figure, Predicate<Double> isMet, Predicate<Load> concerns) {
        List<String> missed = new ArrayList<>();
        int all = 0;
        for (int nodes : plan.sizes()) {
            for (Load load : plan.loads()) {
                double ratio = Figures.ratioOf(
                        results.measurements(new Side(ours, nodes), load),
                        results.measurements(new Side(String.valueOf(theirs), nodes), load),
                        figure);
                if (concerns.test(load) && !Double.isNaN(ratio)) {
                    all++;
                    if (!isMet.test(ratio)) {
                        missed.add(String.format(
                                Locale.ROOT, "%s, %d node%s: %.2f", load.name(), nodes, nodes == 1 ? "" : "s", ratio));
                    }
                }
            }
        }
        return aim + ": met by " + (all - missed.size()) + " of " + all + " loads"
                + (missed.isEmpty() ? "" : "; not by " + String.join("; ", missed));
    }

    private static String verdict(boolean isMet) {
        return isMet ? "met" : "not met";
    }
}
