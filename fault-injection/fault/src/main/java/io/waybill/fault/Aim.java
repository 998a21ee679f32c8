package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Turns victims as named into victims as resolved. Pure: it sees what the cluster said, never the cluster.
 *
 * @param nodes all nodes
 * @param holds what is broken already or certain to be
 * @param situation what the cluster said of those that the victims name
 */
record Aim(List<Integer> nodes, List<Hold> holds, Situation situation) {

    /**
     * A target and when it is broken.
     *
     * @param kind what breaks it
     */
    record Hold(Target target, FaultKind kind, long beginNanos, long endNanos) {

        /**
         * Returns whether nobody may be under both: nobody's process is taken twice at once, nor a client, whose number
         * means one only within a role. Other layers are shared.
         */
        boolean excludes(Hold other) {
            return switch (kind.layer()) {
                case PROCESS -> other.kind.layer() == FaultKind.Layer.PROCESS;
                case CLIENT -> kind == other.kind;
                case LINK, DISK, CLOCK -> false;
            };
        }

        boolean overlaps(long fromNanos, long toNanos) {
            return beginNanos < toNanos && fromNanos < endNanos;
        }

        boolean isAt(long nanos) {
            return beginNanos <= nanos && nanos < endNanos;
        }
    }

    /**
     * Returns what each strike of an occurrence would hit, or one refusal for all: it is all or nothing.
     *
     * @param nowNanos the common start
     */
    List<Target> resolve(Timeline.Occurrence occurrence, long nowNanos) {
        List<Target> targets = new ArrayList<>();
        List<Hold> more = new ArrayList<>(holds);
        SortedSet<Integer> own = new TreeSet<>();
        for (Timeline.Strike strike : occurrence.strikes()) {
            long beginNanos = nowNanos + strike.at().minus(occurrence.at()).toNanos();
            Hold span = hold(strike, Target.refused(""), beginNanos);
            Target target;
            if (strike.fault() instanceof Fault.RestartClient restart) {
                target = client(restart, takenWhile(span, more), Randomness.ofSeed(strike.choice()));
            } else {
                SortedSet<Integer> taken = takenWhile(span, holds);
                SortedSet<Integer> avoided = new TreeSet<>(taken);
                // Two steps of one fault that each draw a node mean two nodes.
                avoided.addAll(own);
                target = target(strike, taken, avoided);
                own.addAll(target.nodes());
            }
            Hold hold = hold(strike, target, beginNanos);
            more.add(hold);
            if (!target.isRefused() && strike.fault().reach() == Fault.Reach.MINORITY) {
                target = sparesMajority(strike, hold, more);
            }
            if (target.isRefused()) {
                return List.of(target);
            }
            targets.add(target);
        }
        return targets;
    }

    static Hold hold(Timeline.Strike strike, Target target, long beginNanos) {
        return new Hold(
                target,
                strike.fault().faultKind(),
                beginNanos,
                beginNanos + strike.lasting().toNanos());
    }

    private static SortedSet<Integer> takenWhile(Hold span, List<Hold> holds) {
        // What ends at the nanosecond at which the strike begins is free again; a strike of no length takes a moment.
        long endNanos = Math.max(span.endNanos(), span.beginNanos() + 1);
        SortedSet<Integer> taken = new TreeSet<>();
        for (Hold hold : holds) {
            if (hold.excludes(span) && hold.overlaps(span.beginNanos(), endNanos)) {
                taken.addAll(hold.target().nodes());
            }
        }
        return taken;
    }

    /** Returns the target, or why too few nodes would be untouched at some moment of it. */
    private Target sparesMajority(Timeline.Strike strike, Hold hold, List<Hold> all) {
        if (hold.target().hampered().isEmpty()) {
            return hold.target();
        }
        int most = hamperedAt(hold.beginNanos(), all, hold).size();
        for (Hold other : all) {
            // The number only grows where something begins.
            if (hold.isAt(other.beginNanos())) {
                most = Math.max(most, hamperedAt(other.beginNanos(), all, hold).size());
            }
        }
        return most <= (nodes.size() - 1) / 2
                ? hold.target()
                : Target.refused(strike.fault().kind() + " of " + strike.fault().target() + " would leave "
                        + (nodes.size() - most) + " of " + nodes.size() + " nodes untouched, and a majority must stay");
    }

    private static SortedSet<Integer> hamperedAt(long nanos, List<Hold> all, Hold own) {
        SortedSet<Integer> hampered = new TreeSet<>(own.target().hampered());
        for (Hold hold : all) {
            if (hold.isAt(nanos)) {
                hampered.addAll(hold.target().hampered());
            }
        }
        return hampered;
    }

    private Target client(Fault.RestartClient restart, SortedSet<Integer> taken, Randomness random) {
        int count = situation.restartable().getOrDefault(restart.role(), 0);
        List<Integer> all = IntStream.rangeClosed(1, count).boxed().toList();
        // An order of all, of which the first free one is taken: whoever is taken moves no other choice.
        return ShapeOutline.permuted(all, random).stream()
                .filter(number -> !taken.contains(number))
                .findFirst()
                .map(number -> Target.ofNodes(List.of(number), false))
                .orElseGet(() -> Target.refused(
                        count == 0
                                ? "there is no " + restart.role().word() + " that could be restarted"
                                : "every " + restart.role().word() + " is being restarted already"));
    }

    private Target target(Timeline.Strike strike, SortedSet<Integer> taken, SortedSet<Integer> avoided) {
        Randomness random = Randomness.ofSeed(strike.choice());
        boolean hampers = strike.fault().faultKind().hampers();
        List<List<Integer>> resolved = new ArrayList<>();
        SortedSet<Integer> avoid = new TreeSet<>(avoided);
        long mention = 0;
        for (Victim victim : strike.fault().victims()) {
            VictimSearch search = new VictimSearch(nodes, situation, avoid, random.fork(mention++));
            VictimSearch.Found found = search.find(victim);
            if (found.isRefused()) {
                return Target.refused(found.refusal());
            }
            List<Integer> free =
                    found.hit().stream().filter(node -> !taken.contains(node)).toList();
            if (free.isEmpty()) {
                return Target.refused(
                        victim + " is under a fault already: n" + found.hit().get(0));
            }
            avoid.addAll(free);
            resolved.add(free);
        }
        if (strike.fault() instanceof Fault.OnLinks onLinks) {
            return new ShapeOutline(nodes, situation.allClients(), resolved, hampers, random.fork("shape"))
                    .draw(onLinks.shape());
        }
        return Target.ofNodes(resolved.get(0), hampers);
    }
}
