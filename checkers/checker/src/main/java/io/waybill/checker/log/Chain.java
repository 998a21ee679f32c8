package io.waybill.checker.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one scope that do not overlap, in ascending order of their offsets: what one pass goes through.
 *
 * <p>A scope that reads every partition once has one chain a partition. Whoever reads again, or beside others, starts
 * another chain at the point where the first has been already.
 */
final class Chain {

    private final List<Run> runs = new ArrayList<>();

    /** Returns the least number of chains that hold all runs. */
    static List<Chain> of(List<Run> runs) {
        List<Run> byStart = new ArrayList<>(runs);
        byStart.sort(Comparator.comparingLong((Run run) -> run.from).thenComparingLong(run -> run.to));
        List<Chain> chains = new ArrayList<>();
        for (Run run : byStart) {
            Chain free = null;
            for (Chain chain : chains) {
                if (chain.end() <= run.from) {
                    free = chain;
                    break;
                }
            }
            if (free == null) {
                free = new Chain();
                chains.add(free);
            }
            free.runs.add(run);
        }
        return chains;
    }

    List<Run> runs() {
        return runs;
    }

    long start() {
        return runs.stream().mapToLong(Run::lowest).min().orElseThrow();
    }

    long end() {
        return runs.get(runs.size() - 1).to;
    }

    /** Returns the run that passed an offset, or null where none of this chain did. */
    @Nullable
    Run covering(long offset) {
        int low = 0;
        int high = runs.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Run run = runs.get(middle);
            if (offset < run.from) {
                high = middle - 1;
            } else if (offset >= run.to) {
                low = middle + 1;
            } else {
                return run;
            }
        }
        return null;
    }

    /**
     * Returns the run that passed an offset, also by reaching the end at which the log stayed, or null where none of
     * this chain did.
     */
    @Nullable
    Run passing(long offset) {
        Run covering = covering(offset);
        if (covering != null) {
            return covering;
        }
        return runs.stream().filter(run -> offset >= run.finalEnd).findFirst().orElse(null);
    }
}
