package io.waybill.campaign.plan;

import io.waybill.fault.Timeline;
import io.waybill.plan.Configuration;
import io.waybill.simulation.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the faults that a violation takes: runs the same seed without some of them, again and again, as long as the
 * same thing is wrong. That is delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing
 * input", 2002). Every run is the seed's own run up to the first fault that is left out; after that it is another one,
 * so what is found is one way to fail, and not a proof that the others had no part in the first.
 */
public final class Shrinking {

    private final Configuration configuration;
    private final boolean control;
    private final long seed;
    private final PlantedFlaws flaws;
    private final String wrong;
    private final long endNanos;
    private boolean inTime = true;
    private int runs;

    private Shrinking(
            Configuration configuration, boolean control, long seed, PlantedFlaws flaws, String wrong, long endNanos) {
        this.configuration = configuration;
        this.control = control;
        this.seed = seed;
        this.flaws = flaws;
        this.wrong = wrong;
        this.endNanos = endNanos;
    }

    /**
     * What is left of a violated seed.
     *
     * @param all how many faults the seed draws
     * @param enough those with which the same is wrong, in their order
     * @param isLeast whether each of them is needed: without any one of them, it did not come about. False where the
     *     time was over before that was known
     * @param runs how many runs it took
     */
    public record Shrunk(int all, List<Timeline.Occurrence> enough, boolean isLeast, int runs) {

        public Shrunk {
            enough = List.copyOf(enough);
        }
    }

    /**
     * Makes the first thing that is wrong in a seed smaller.
     *
     * @param control whether the configuration is one that must break
     * @param atMost after which time no further run is begun; an interrupt of the calling thread ends it as well
     * @return empty where nothing is wrong in it
     */
    public static Optional<Shrunk> of(
            Configuration configuration, boolean control, long seed, PlantedFlaws flaws, Duration atMost) {
        long endNanos = System.nanoTime() + atMost.toNanos();
        List<Finding> wrong =
                SimulatedConfiguration.run(configuration, control, seed, flaws).wrong();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        List<Timeline.Occurrence> all = configuration
                .faults()
                .timeline(seed, configuration.phases().storm())
                .all();
        var shrinking =
                new Shrinking(configuration, control, seed, flaws, wrong.get(0).id(), endNanos);
        List<Timeline.Occurrence> enough = shrinking.shrink(all);
        return Optional.of(new Shrunk(all.size(), enough, shrinking.inTime, shrinking.runs));
    }

    private List<Timeline.Occurrence> shrink(List<Timeline.Occurrence> all) {
        if (isWrongWith(List.of())) {
            return List.of();
        }
        List<Timeline.Occurrence> enough = all;
        int pieces = 2;
        while (enough.size() > 1 && inTime) {
            Optional<List<Timeline.Occurrence>> smaller = withoutOnePiece(enough, pieces);
            if (smaller.isPresent()) {
                enough = smaller.get();
                pieces = Math.max(2, Math.min(pieces - 1, enough.size()));
            } else if (pieces >= enough.size()) {
                break;
            } else {
                pieces = Math.min(enough.size(), pieces * 2);
            }
        }
        return enough;
    }

    /** Leaves one of so many equal pieces out after the other; the last first, for what came later explains less. */
    private Optional<List<Timeline.Occurrence>> withoutOnePiece(List<Timeline.Occurrence> from, int pieces) {
        for (int piece = pieces - 1; piece >= 0; piece--) {
            int begin = from.size() * piece / pieces;
            int end = from.size() * (piece + 1) / pieces;
            List<Timeline.Occurrence> rest = new ArrayList<>(from.subList(0, begin));
            rest.addAll(from.subList(end, from.size()));
            if (isWrongWith(rest)) {
                return Optional.of(rest);
            }
        }
        return Optional.empty();
    }

    private boolean isWrongWith(List<Timeline.Occurrence> some) {
        if (System.nanoTime() - endNanos >= 0 || Thread.currentThread().isInterrupted()) {
            inTime = false;
            return false;
        }
        runs++;
        Set<Integer> numbers = new HashSet<>();
        some.forEach(each -> numbers.add(each.number()));
        return SimulatedConfiguration.run(configuration, control, seed, flaws, one -> numbers.contains(one.number()))
                .wrong()
                .stream()
                .anyMatch(finding -> finding.id().equals(wrong));
    }
}
