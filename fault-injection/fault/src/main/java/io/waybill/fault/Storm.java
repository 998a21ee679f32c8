package io.waybill.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what begins and what ends, and when; does nothing itself. Driven by a time that it is told, in nanoseconds
 * from the start of the storm. Single-threaded.
 *
 * <p>The life of an occurrence: due → aimed (its nodes are taken) → each strike begins → each strike ends (its nodes
 * are free). What ends at the same nanosecond as something begins ends first.
 */
final class Storm {

    /** What is to be done next. */
    sealed interface Turn {
        /** Time to find out whom an occurrence hits: ask about the partitions, then call {@link Storm#aim}. */
        record Resolve(Timeline.Occurrence occurrence, Set<Partition> partitions) implements Turn {}

        /** Time to break something. */
        record Begin(FaultRecord fault) implements Turn {}

        /** Time to repair something. */
        record End(FaultRecord fault) implements Turn {}

        /** Applies the function of this turn's case. */
        default <R> R match(Function<Resolve, R> resolve, Function<Begin, R> begin, Function<End, R> end) {
            if (this instanceof Resolve r) {
                return resolve.apply(r);
            }
            return this instanceof Begin b ? begin.apply(b) : end.apply((End) this);
        }
    }

    private record Held(Timeline.Strike strike, int occurrence, List<Integer> nodes, long beginNanos) {
        long endNanos() {
            return beginNanos + strike.lasting().toNanos();
        }
    }

    private record Active(FaultRecord fault, long endNanos) {}

    private final List<Integer> nodes;
    private final List<Timeline.Occurrence> occurrences;
    private final PriorityQueue<Held> aimed = new PriorityQueue<>(Comparator.comparingLong(Held::beginNanos));
    private final PriorityQueue<Active> active = new PriorityQueue<>(Comparator.comparingLong(Active::endNanos)
            .thenComparing(a -> a.fault().id()));
    private int nextOccurrence;
    private int nextId;

    Storm(Timeline timeline, List<Integer> nodes) {
        this.nodes = List.copyOf(nodes);
        this.occurrences = timeline.occurrences();
    }

    /** Returns when the next turn is due, or {@link Long#MAX_VALUE} when nothing is left to do. */
    long nextNanos() {
        long due = active.isEmpty() ? Long.MAX_VALUE : active.peek().endNanos();
        due = aimed.isEmpty() ? due : Math.min(due, aimed.peek().beginNanos());
        return nextOccurrence == occurrences.size()
                ? due
                : Math.min(due, occurrences.get(nextOccurrence).at().toNanos());
    }

    /** Returns the next turn that is due, in the order of the times at which they were due; empty when none is. */
    Optional<Turn> next(long nowNanos) {
        long due = nextNanos();
        if (due > nowNanos) {
            return Optional.empty();
        }
        if (!active.isEmpty() && active.peek().endNanos() == due) {
            return Optional.of(new Turn.End(active.remove().fault()));
        }
        if (!aimed.isEmpty() && aimed.peek().beginNanos() == due) {
            return Optional.of(new Turn.Begin(begun(aimed.remove())));
        }
        Timeline.Occurrence occurrence = occurrences.get(nextOccurrence++);
        return Optional.of(new Turn.Resolve(occurrence, partitionsOf(occurrence)));
    }

    /**
     * Takes the nodes of an occurrence, or says why it is not to be tried. Its strikes are counted from
     * {@code nowNanos}: a cluster that was slow to answer shifts them all, and their order stays.
     */
    Optional<String> aim(Timeline.Occurrence occurrence, Map<Partition, PartitionView> views, long nowNanos) {
        List<Aim.Resolution> resolutions = new Aim(nodes, taken(), views).resolve(occurrence);
        if (resolutions.get(0).isRefused()) {
            return Optional.of(resolutions.get(0).refusal());
        }
        for (int i = 0; i < resolutions.size(); i++) {
            Timeline.Strike strike = occurrence.strikes().get(i);
            long afterNanos = strike.at().minus(occurrence.at()).toNanos();
            aimed.add(new Held(strike, occurrence.number(), resolutions.get(i).hit(), nowNanos + afterNanos));
        }
        return Optional.empty();
    }

    /** Returns every fault that is active, the one that began first first, and forgets all that was still to come. */
    List<FaultRecord> callOff() {
        List<FaultRecord> all = new ArrayList<>(active.stream()
                .map(Active::fault)
                .sorted(Comparator.comparingInt(FaultRecord::id))
                .toList());
        active.clear();
        aimed.clear();
        nextOccurrence = occurrences.size();
        return all;
    }

    private FaultRecord begun(Held held) {
        Timeline.Strike strike = held.strike();
        FaultRecord fault =
                new FaultRecord(nextId++, held.occurrence(), strike.fault(), held.nodes(), strike.lasting());
        active.add(new Active(fault, held.endNanos()));
        return fault;
    }

    private Set<Integer> taken() {
        return Stream.concat(
                        aimed.stream().flatMap(held -> held.nodes().stream()),
                        active.stream().flatMap(one -> one.fault().nodes().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Partition> partitionsOf(Timeline.Occurrence occurrence) {
        Set<Partition> partitions = new TreeSet<>();
        for (Timeline.Strike strike : occurrence.strikes()) {
            partitionOf(strike.fault().victim()).ifPresent(partitions::add);
        }
        return partitions;
    }

    private static Optional<Partition> partitionOf(Victim victim) {
        return victim.match(new Victim.Cases<>() {
            @Override
            public Optional<Partition> leader(Victim.Leader leader) {
                return Optional.of(leader.partition());
            }

            @Override
            public Optional<Partition> followers(Victim.Followers followers) {
                return Optional.of(followers.partition());
            }

            @Override
            public Optional<Partition> follower(Victim.Follower follower) {
                return Optional.of(follower.partition());
            }

            @Override
            public Optional<Partition> node(Victim.Node node) {
                return Optional.empty();
            }

            @Override
            public Optional<Partition> all(Victim.All all) {
                return Optional.empty();
            }

            @Override
            public Optional<Partition> any(Victim.Any any) {
                return Optional.empty();
            }
        });
    }
}
