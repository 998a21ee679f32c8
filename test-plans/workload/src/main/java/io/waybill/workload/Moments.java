package io.waybill.workload;

import io.waybill.fault.FaultKind;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * Notices the dangerous moments of a configuration, records and counts them.
 *
 * <p>It knows three things: what the cluster last said of each partition, which nodes are broken, and what the clients
 * are told. The faults come on the nemesis's thread; the rest on any.
 */
public final class Moments {

    /** Is told of moments as they come about, on the thread that noticed. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A moment came about.
         *
         * @param detail who, in a few words
         * @param nanos when, on the history's clock
         */
        void hit(Moment moment, String detail, long nanos);
    }

    /** A leader all of whose followers are paused or dead. */
    private static final class Lone {
        private final int leader;
        private final long sinceNanos;
        private final AtomicInteger acknowledged = new AtomicInteger();

        Lone(int leader, long sinceNanos) {
            this.leader = leader;
            this.sinceNanos = sinceNanos;
        }
    }

    private final Recorder recorder;
    private final Listener listener;
    private final ToIntFunction<Partition> inFlight;
    private final Map<Moment, AtomicInteger> hits = new EnumMap<>(Moment.class);
    private final Map<Partition, PartitionView> views = new ConcurrentSkipListMap<>();
    private final Map<Partition, Integer> leaders = new ConcurrentSkipListMap<>();
    private final Map<Partition, Lone> lone = new ConcurrentSkipListMap<>();
    private final Set<Integer> broken = new HashSet<>();

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

    /** The cluster said this of a partition. */
    public void seen(PartitionView view) {
        views.put(view.partition(), view);
        if (!view.hasLeader()) {
            return;
        }
        Integer before = leaders.put(view.partition(), view.leader());
        if (before != null && before != view.leader()) {
            hit(Moment.LEADERSHIP_MOVED, view.partition().name() + ": n" + before + " → n" + view.leader());
        }
    }

    /** The node is about to be killed. */
    public void beforeKill(int node) {
        hitIfAny(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, node, inFlightOf(node));
        hitIfAny(Moment.LEADER_KILLED_WHILE_A_FOLLOWER_WAS_BEHIND, node, behindOf(node));
        List<String> alone = new ArrayList<>();
        lone.forEach((partition, state) -> {
            if (state.leader == node && state.acknowledged.get() > 0) {
                alone.add(state.acknowledged.get() + " messages of " + partition.name());
            }
        });
        if (!alone.isEmpty()) {
            hit(Moment.LONE_LEADER_KILLED, "n" + node + " had acknowledged " + String.join(" and ", alone));
        }
    }

    /** The node is about to be paused. */
    public void beforePause(int node) {
        hitIfAny(Moment.LEADER_PAUSED_WITH_SENDS_IN_FLIGHT, node, inFlightOf(node));
    }

    /** A fault has taken effect. */
    public void started(FaultRecord fault, long effectNanos) {
        // A node under faults of links, disks or clocks goes on.
        if (fault.fault().faultKind().layer() == FaultKind.Layer.PROCESS) {
            broken.addAll(fault.nodes());
        }
        updateLone(effectNanos);
    }

    /** The node is about to be repaired. */
    public void beforeRepair(int node) {
        broken.remove(node);
        updateLone(recorder.now());
    }

    private void updateLone(long nowNanos) {
        views.forEach((partition, view) -> {
            boolean isLone = view.hasLeader()
                    && !broken.contains(view.leader())
                    && !view.followers().isEmpty()
                    && broken.containsAll(view.followers());
            if (isLone) {
                lone.computeIfAbsent(partition, key -> new Lone(view.leader(), nowNanos));
            } else {
                lone.remove(partition);
            }
        });
    }

    /** A send was acknowledged. */
    public void acknowledged(Partition partition, long invokedNanos) {
        Lone state = lone.get(partition);
        // What was invoked before the followers stood still may have reached them.
        if (state != null && invokedNanos >= state.sinceNanos && state.acknowledged.getAndIncrement() == 0) {
            hit(Moment.ACKNOWLEDGED_BY_A_LONE_LEADER, "n" + state.leader + " for " + partition.name());
        }
    }

    /**
     * A producer sent the leader a batch that it has appended already.
     *
     * @param lastOffset the batch's last, where it stands
     */
    public void sentAgain(int leader, Partition partition, long lastOffset) {
        sentAgain(leader, partition, lastOffset, recorder.now());
    }

    /** The same of a time that has passed. */
    public void sentAgain(int leader, Partition partition, long lastOffset, long nanos) {
        hit(
                Moment.APPENDED_BATCH_SENT_AGAIN,
                "n" + leader + ": " + partition.name() + " has it up to offset " + lastOffset,
                nanos);
    }

    /** Returns how often a moment came about; 0 for one that is not counted. */
    public int count(Moment moment) {
        AtomicInteger count = hits.get(moment);
        return count == null ? 0 : count.get();
    }

    private List<String> inFlightOf(int leader) {
        List<String> found = new ArrayList<>();
        ledBy(leader).forEach((partition, view) -> {
            int sends = inFlight.applyAsInt(partition);
            if (sends > 0) {
                found.add(sends + " to " + partition.name());
            }
        });
        return found;
    }

    private List<String> behindOf(int leader) {
        List<String> found = new ArrayList<>();
        ledBy(leader).forEach((partition, view) -> {
            List<Integer> behind = view.followers().stream()
                    .filter(node -> broken.contains(node) || !view.inSync().contains(node))
                    .toList();
            if (!behind.isEmpty()) {
                found.add(partition.name() + " with n" + behind.get(0) + " behind");
            }
        });
        return found;
    }

    private Map<Partition, PartitionView> ledBy(int leader) {
        Map<Partition, PartitionView> led = new TreeMap<>(views);
        led.values().removeIf(view -> view.leader() != leader);
        return led;
    }

    private void hitIfAny(Moment moment, int node, List<String> found) {
        if (!found.isEmpty()) {
            hit(moment, "n" + node + ": " + String.join(", ", found));
        }
    }

    private void hit(Moment moment, String detail) {
        hit(moment, detail, recorder.now());
    }

    private void hit(Moment moment, String detail, long nanos) {
        AtomicInteger count = hits.get(moment);
        if (count != null) {
            count.incrementAndGet();
        }
        recorder.write(new Event.MomentHit(moment.sentence(), detail, nanos));
        listener.hit(moment, detail, nanos);
    }
}
