package io.waybill.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Faults that are made of others, ready to be planned. */
public final class Combinations {

    private Combinations() {}

    /**
     * Returns the restart of one node after the other, as an upgrade does it: each ends without warning, is down for a
     * while, and comes back before the next one goes.
     *
     * @param nodes at least one, in the order of their restart
     * @param down how long each is down
     * @param between how long the cluster is left whole between two restarts; longer than a node needs to be ready
     */
    public static Fault rollingRestart(List<Integer> nodes, Duration down, Duration between) {
        List<Fault.Step> steps = new ArrayList<>();
        Duration after = Duration.ZERO;
        for (int node : nodes) {
            steps.add(new Fault.Step(after, Fault.kill(Victim.node(node), Span.of(down))));
            after = after.plus(down).plus(between);
        }
        return new Fault.Combined("rolling restart", steps);
    }

    /**
     * Returns the schedule that found most for FoundationDB, swizzle-clogging: some nodes, drawn from the seed, lose
     * their links one by one, and get them back one by one in another order.
     *
     * @param victims how many nodes, 1 or more; the fault is skipped where the cluster has fewer
     * @param apart the time between two that lose their links
     * @param held how long the last one is without links, at least
     * @param fault what happens to the links; a stall in the original
     */
    public static Fault swizzle(int victims, Duration apart, Duration held, LinkFault fault) {
        List<Fault.Step> steps = new ArrayList<>();
        Duration allClogged = apart.multipliedBy(Math.max(0, victims - 1L));
        for (int i = 0; i < victims; i++) {
            Duration after = apart.multipliedBy(i);
            Duration shortest = allClogged.minus(after).plus(held);
            // Every end is drawn from the same stretch of time, so the order of the ends is any order.
            Span lasting = Span.of(shortest, shortest.plus(apart.multipliedBy(victims)));
            Shape links = Shape.every(Victim.any());
            steps.add(new Fault.Step(after, new Fault.OnLinks(links, fault, lasting, Fault.Reach.ANY)));
        }
        return new Fault.Combined("swizzle", steps);
    }
}
