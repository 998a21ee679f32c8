package io.waybill.fault;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a {@link Swarm} drew for one run. Prints in one line.
 *
 * @param swarm the profile's name
 * @param seed the seed that it was drawn from
 * @param nodes how many nodes the cluster has
 * @param weather how the network is when nothing is broken
 * @param operationsPerSecond how many operations all clients together begin in a second
 * @param storm how long faults are tried
 * @param kinds the ways to break that are on, in the order of {@link FaultKind}
 * @param faultsPerSecond how many faults all kinds together begin in a second, on average; 0 where none is on
 * @param meanDuration how long a fault lasts on average
 * @param guarded whether the run may only destroy durable data within a {@link FaultBudget}, so that claims of
 *     durability can be judged; else only "nothing corrupt is passed off as sound" can
 * @param faults what is to break
 */
public record SwarmDraw(
        String swarm,
        long seed,
        int nodes,
        Weather weather,
        double operationsPerSecond,
        Duration storm,
        SortedSet<FaultKind> kinds,
        double faultsPerSecond,
        Duration meanDuration,
        boolean guarded,
        FaultPlan faults) {

    /**
     * How the network is when nothing is broken.
     *
     * @param latency how long a frame travels, typically
     * @param tail whether some frames travel much longer
     */
    public record Weather(Duration latency, boolean tail) {}

    public SwarmDraw {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** Returns what will be tried, drawn from the same seed. */
    public Timeline timeline() {
        return faults.timeline(seed, storm);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s seed %d: %d nodes, %.1f ms%s, %.0f ops/s, %.1f s of %s%s",
                swarm,
                seed,
                nodes,
                weather.latency().toNanos() / 1e6,
                weather.tail() ? " with a tail" : "",
                operationsPerSecond,
                storm.toMillis() / 1e3,
                kinds.isEmpty() ? "calm" : faultsText(),
                guarded ? "" : ", unguarded");
    }

    private String faultsText() {
        return String.format(
                Locale.ROOT,
                "%.2f faults/s for %.1f s each of %s",
                faultsPerSecond,
                meanDuration.toMillis() / 1e3,
                kinds);
    }
}
