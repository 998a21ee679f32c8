package io.waybill.simulator;

import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.simulator.trace.Trace;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where two runs of the same seed parted: somewhere the program depends on what the seed does not decide.
 *
 * @param event the number of the first event that differs, from 0
 * @param first what it was in one run; empty where that run had ended
 * @param second what it was in the other run; empty where that run had ended
 */
public record Divergence(long event, String first, String second) {

    /**
     * Runs a world twice, and where the two differ runs it again, to name the first event that differs.
     *
     * @param run builds a world with the trace it is given, runs it to its end and returns it; must do the same each
     *     time but for what it is here to find
     * @return empty where both runs were the same
     */
    public static Optional<Divergence> find(Function<Trace, World> run, FrameDescriber frames) {
        throw new UnsupportedOperationException("not built yet");
    }
}
