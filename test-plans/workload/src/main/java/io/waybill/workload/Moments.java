package io.waybill.workload;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultKind;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Moment;
import io.waybill.system.NodeReport;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Notices the dangerous moments of a configuration, records and counts them.
 *
 * <p>It knows four things: what the cluster last said of each partition and of its quorum, which nodes are broken, what
 * the clients are told, and what nodes told in their logs. Safe for use by several threads; an acknowledgement never
 * waits for another thread.
 */
public final class Moments {

    /** Is told of moments as they come about, on the thread that noticed. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A moment came about.
         *
         * @param partitions in which; none where it does not come about in partitions
         * @param detail who, in a few words
         * @param nanos when, on the history's clock
         */
        void hit(Moment moment, List<Partition> partitions, String detail, long nanos);
    }

    private final Recorder recorder;
    private final Listener listener;
    private final ToIntFunction<Partition> inFlight;
    private final Map<Moment, AtomicInteger> hits = new EnumMap<>(Moment.class);
    private final Map<Partition, WatchedPartition> partitions = new ConcurrentSkipListMap<>();
    private final Set<Integer> broken = new HashSet<>();
    private int controller = QuorumView.UNKNOWN;

    /** Makes one that has seen nothing; {@code inFlight} counts the unanswered sends to a partition. */
    public Moments(Recorder recorder, Listener listener, ToIntFunction<Partition> inFlight) {
        this.recorder = recorder;
        this.listener = listener;
        this.inFlight = inFlight;
        for (Moment moment : Moment.values()) {
            if (moment.isCounted()) {
                hits.put(moment, new AtomicInteger());
            }
        }
    }

    /** The cluster says this of a partition now. */
    public synchronized void seen(PartitionView view) {
        seen(view, recorder.now());
    }

    /**
     * The cluster said this of a partition.
     *
     * @param askedNanos when it was asked, on the history's clock: of two answers that contradict each other in one
     *     leader epoch the one to the later question counts
     */
    public synchronized void seen(PartitionView view, long askedNanos) {
        WatchedPartition watched = partitions.get(view.partition());
        long nowNanos = recorder.now();
        if (watched == null) {
            partitions.put(view.partition(), new WatchedPartition(view, askedNanos, broken, nowNanos));
        } else {
            watched.seen(view, askedNanos, broken, nowNanos).forEach(sight -> hit(view.partition(), sight, nowNanos));
        }
    }

    /** The cluster said this of its controllers' quorum. */
    public synchronized void seen(QuorumView view) {
        if (!view.hasLeader()) {
            return;
        }
        int before = controller;
        controller = view.leader();
        if (before != QuorumView.UNKNOWN && before != controller) {
            hit(Moment.CONTROLLER_MOVED, List.of(), "n" + before + " → n" + controller, recorder.now());
        }
    }

    /** The node is about to be killed. */
    public synchronized void beforeKill(int node) {
        hitIfAny(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, "n" + node + ": ", ledBy(node), this::inFlightTo);
        hitIfAny(
                Moment.LEADER_KILLED_WHILE_A_FOLLOWER_WAS_BEHIND,
                "n" + node + ": ",
                ledBy(node),
                each -> each.behind(broken));
        hitIfAny(
                Moment.LONE_LEADER_KILLED,
                "n" + node + " had acknowledged ",
                partitions,
                each -> each.acknowledgedAlone(node));
        hitIfAny(
                Moment.LAST_IN_SYNC_REPLICA_KILLED,
                "n" + node + ": ",
                partitions,
                each -> each.isLastInSync(node)
                        ? Optional.of(each.view().partition().name())
                        : Optional.empty());
        partitions.values().forEach(each -> each.beforeKill(node));
    }

    /** The node is about to be paused. */
    public synchronized void beforePause(int node) {
        hitIfAny(Moment.LEADER_PAUSED_WITH_SENDS_IN_FLIGHT, "n" + node + ": ", ledBy(node), this::inFlightTo);
        partitions.values().forEach(each -> each.beforePause(node));
    }

    /** A fault has taken effect. */
    public synchronized void started(FaultRecord fault, long effectNanos) {
        // A node under faults of links, disks or clocks goes on.
        if (fault.fault().faultKind().layer() == FaultKind.Layer.PROCESS) {
            broken.addAll(fault.nodes());
        } else if (fault.fault() instanceof Fault.OnLinks links && isSilence(links.fault())) {
            hitIfAny(
                    Moment.LEADER_CUT_OFF_WITH_SENDS_IN_FLIGHT,
                    "",
                    partitions,
                    each -> each.cutOffBy(fault.links())
                            .flatMap(leader -> inFlightTo(each).map(sends -> "n" + leader + ": " + sends)));
        }
        updateBroken(effectNanos);
    }

    /** The node is about to be repaired. */
    public synchronized void beforeRepair(int node) {
        broken.remove(node);
        updateBroken(recorder.now());
    }

    private void updateBroken(long nowNanos) {
        partitions.forEach((partition, watched) ->
                watched.broken(broken, nowNanos).forEach(sight -> hit(partition, sight, nowNanos)));
    }

    /** A send was acknowledged. */
    public void acknowledged(Partition partition, long invokedNanos) {
        WatchedPartition watched = partitions.get(partition);
        if (watched != null) {
            watched.acknowledged(invokedNanos).ifPresent(sight -> hit(partition, sight, recorder.now()));
        }
    }

    /** A node has told this of a partition of the configuration; {@code nanos} is when, on the history's clock. */
    public synchronized void told(NodeReport.Kind kind, int node, Partition partition, long number, long nanos) {
        WatchedPartition watched = partitions.get(partition);
        boolean isNews = watched == null
                || switch (kind) {
                    case UNCLEAN_LEADER -> watched.isUncleanNews(number);
                    case TOO_FEW_IN_SYNC -> watched.beginsToRefuse();
                    case TRUNCATED, SENT_AGAIN, OUT_OF_SEQUENCE -> true;
                };
        if (isNews) {
            hit(Moment.of(kind), List.of(partition), "n" + node + ": " + partition.name() + words(kind, number), nanos);
        }
    }

    private static String words(NodeReport.Kind kind, long number) {
        return switch (kind) {
            case TRUNCATED -> " back to offset " + number;
            case SENT_AGAIN -> " has it up to offset " + number;
            case UNCLEAN_LEADER -> " in leader epoch " + number;
            case OUT_OF_SEQUENCE, TOO_FEW_IN_SYNC -> "";
        };
    }

    /** Returns how often a moment came about; 0 for one that is not counted. */
    public int count(Moment moment) {
        AtomicInteger count = hits.get(moment);
        return count == null ? 0 : count.get();
    }

    /** Returns whether nothing comes through until the fault ends. */
    private static boolean isSilence(LinkFault fault) {
        return fault instanceof LinkFault.Stall
                || fault instanceof LinkFault.Blackhole
                || fault instanceof LinkFault.Refuse;
    }

    private Optional<String> inFlightTo(WatchedPartition watched) {
        Partition partition = watched.view().partition();
        int sends = inFlight.applyAsInt(partition);
        return sends > 0 ? Optional.of(sends + " to " + partition.name()) : Optional.empty();
    }

    private Map<Partition, WatchedPartition> ledBy(int leader) {
        Map<Partition, WatchedPartition> led = new TreeMap<>(partitions);
        led.values().removeIf(each -> each.view().leader() != leader);
        return led;
    }

    /** One moment for all partitions of which there is something to say. */
    private void hitIfAny(
            Moment moment,
            String head,
            Map<Partition, WatchedPartition> among,
            Function<WatchedPartition, Optional<String>> words) {
        Map<Partition, String> found = new TreeMap<>();
        among.forEach((partition, watched) -> words.apply(watched).ifPresent(each -> found.put(partition, each)));
        if (!found.isEmpty()) {
            hit(moment, List.copyOf(found.keySet()), head + String.join(", ", found.values()), recorder.now());
        }
    }

    private void hit(Partition partition, WatchedPartition.Sight sight, long nanos) {
        hit(sight.moment(), List.of(partition), sight.detail(), nanos);
    }

    private void hit(Moment moment, List<Partition> where, String detail, long nanos) {
        AtomicInteger count = hits.get(moment);
        if (count != null) {
            count.incrementAndGet();
        }
        recorder.write(new Event.MomentHit(moment.sentence(), detail, nanos));
        listener.hit(moment, where, detail, nanos);
    }
}
