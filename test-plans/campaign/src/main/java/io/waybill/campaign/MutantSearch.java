package io.waybill.campaign;

import io.waybill.simulation.RunResult;
import io.waybill.simulation.finding.Finding;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks for the first seed that exposes a planted flaw. */
public final class MutantSearch {

    private MutantSearch() {}

    /**
     * A seed that exposed a flaw.
     *
     * @param runs how many seeds it took, this one included
     * @param cpuNanos what they cost
     * @param expected the finding that had to expose it
     * @param others what else was found in that run
     * @param faults the kinds of faults that began in it
     */
    public record Kill(
            long seed, long runs, long cpuNanos, Finding expected, List<Finding> others, SortedSet<String> faults) {}

    /**
     * Runs seeds from {@code first} on until one exposes the flaw by what must expose it.
     *
     * @return empty where the budget was not enough
     */
    public static Optional<Kill> search(MutantCase flaw, long first) {
        return search(flaw, flaw.expected(), first, flaw.budget());
    }

    /** Runs the seed that is known to expose the flaw, then others from {@code first} on, as {@link #search}. */
    public static Optional<Kill> confirm(MutantCase flaw, long first) {
        if (flaw.seed() > 0) {
            Optional<Kill> known = search(flaw, flaw.expected(), flaw.seed(), 1);
            if (known.isPresent()) {
                return known;
            }
        }
        return search(flaw, first);
    }

    /**
     * Runs seeds from {@code first} on until clients see one of the anomalies that the flaw must show them.
     *
     * @return empty where the budget was not enough, or clients cannot see it
     */
    public static Optional<Kill> visible(MutantCase flaw, long first) {
        return flaw.visible().isEmpty() ? Optional.empty() : search(flaw, flaw.visible(), first, flaw.budget());
    }

    private static Optional<Kill> search(MutantCase flaw, List<String> ids, long first, int budget) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (long seed = first; seed < first + budget; seed++) {
            RunResult result = flaw.subject().run(seed);
            Optional<Finding> found = first(ids, result);
            if (found.isPresent()) {
                List<Finding> others = new ArrayList<>(result.verdict().all());
                others.remove(found.get());
                return Optional.of(new Kill(
                        seed,
                        seed - first + 1,
                        threads.getCurrentThreadCpuTime() - before,
                        found.get(),
                        others,
                        new TreeSet<>(result.faults().keySet())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> first(List<String> ids, RunResult result) {
        return result.verdict().all().stream()
                .filter(finding -> ids.contains(finding.id()))
                .findFirst();
    }
}
