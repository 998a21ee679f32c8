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
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (long seed = first; seed < first + flaw.budget(); seed++) {
            RunResult result = flaw.subject().run(seed);
            Optional<Finding> found = expected(flaw, result);
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

    /** Returns the finding of a run that exposes a flaw by what must expose it. */
    public static Optional<Finding> expected(MutantCase flaw, RunResult result) {
        return result.verdict().all().stream()
                .filter(finding -> flaw.expected().contains(finding.id()))
                .findFirst();
    }
}
