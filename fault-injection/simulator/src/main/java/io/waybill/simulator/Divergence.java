package io.waybill.simulator;

import io.waybill.simulator.trace.Checkpoints;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import io.waybill.simulator.trace.TraceLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where two runs of the same seed parted: somewhere the program depends on what the seed does not decide.
 *
 * @param event the number of the first event that differs, from 0; or of one not far before it, where no two runs
 *     differed in the same place
 * @param first what it was in one run
 * @param second what it was in the other run
 */
public record Divergence(long event, String first, String second) {
    private static final int MOST_ATTEMPTS = 5;
    private static final String NOTHING = "nothing: the run had ended";
    private static final String ELSEWHERE = "not found again: each run parts from the others elsewhere";

    /**
     * Runs a world twice, and where the two differ runs it again, to name the first event that differs.
     *
     * @param run builds a world with the trace it is given, runs it to its end and returns it; must do the same each
     *     time but for what it is here to find
     * @return empty where both runs were the same
     */
    public static Optional<Divergence> find(Function<Trace, World> run, FrameDescriber frames) {
        long interval = parted(run, Trace.none(), Trace.none());
        if (interval < 0) {
            return Optional.empty();
        }
        // What differs may differ elsewhere the next time, so the search may have to move.
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Trace first = window(interval, frames);
            Trace second = window(interval, frames);
            long next = parted(run, first, second);
            Optional<Divergence> found = compare(first.lines(), second.lines());
            if (found.isPresent()) {
                return found;
            }
            interval = next < 0 ? interval : next;
        }
        return Optional.of(new Divergence(interval, ELSEWHERE, ELSEWHERE));
    }

    @Override
    public String toString() {
        return "two runs part at event " + event + ":\n  " + first + "\n  " + second;
    }

    private static long parted(Function<Trace, World> run, Trace first, Trace second) {
        Checkpoints one = run.apply(first).checkpoints();
        return one.firstDifference(run.apply(second).checkpoints());
    }

    private static Trace window(long interval, FrameDescriber frames) {
        return Trace.ofEvents(interval, interval + Checkpoints.INTERVAL, frames);
    }

    private static Optional<Divergence> compare(List<TraceLine> first, List<TraceLine> second) {
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            TraceLine one = i < first.size() ? first.get(i) : null;
            TraceLine other = i < second.size() ? second.get(i) : null;
            if (one == null || !one.equals(other)) {
                TraceLine some = one == null ? second.get(i) : one;
                return Optional.of(new Divergence(some.event(), text(one), text(other)));
            }
        }
        return Optional.empty();
    }

    private static String text(@Nullable TraceLine line) {
        return line == null ? NOTHING : line + "  (content " + Long.toHexString(line.content()) + ")";
    }
}
