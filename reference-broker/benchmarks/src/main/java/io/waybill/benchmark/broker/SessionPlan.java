package io.waybill.benchmark.broker;

import java.util.List;

/**
 * What a session measures.
 *
 * @param sizes numbers of nodes, one cluster after the other
 * @param repetitions of everything, 1 or more
 * @param loads in their order
 */
public record SessionPlan(List<Integer> sizes, int repetitions, List<Load> loads) {

    private static final int QUICK_DIVISOR = 3;

    public SessionPlan {
        sizes = List.copyOf(sizes);
        loads = List.copyOf(loads);
    }

    /** How much is measured. */
    public enum Extent {
        /** A third of the records. */
        QUICK,
        /** From the middle of what is asked, one thing at a time is different. */
        STANDARD,
        /** Every combination. */
        FULL
    }

    /**
     * Returns the plan of a session.
     *
     * @param sizes numbers of nodes
     * @param repetitions 1 or more
     * @param only words of which a load's name must contain one; all loads where there are none
     * @throws IllegalArgumentException where no load is left
     */
    public static SessionPlan of(Extent extent, List<Integer> sizes, int repetitions, List<String> only) {
        List<Load> loads = extent == Extent.FULL ? Loads.full() : Loads.standard();
        if (extent == Extent.QUICK) {
            loads = Loads.shorter(loads, QUICK_DIVISOR);
        }
        List<Load> chosen = Loads.only(loads, only);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no load has one of the words " + only + " in its name; there are\n"
                    + String.join("\n", loads.stream().map(Load::name).toList()));
        }
        return new SessionPlan(sizes, repetitions, chosen);
    }
}
