package io.waybill.runner;

import io.waybill.fault.ClusterView;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultKind;
import io.waybill.fault.FaultListener;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.fault.Timeline;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.runner.journal.FaultLines;
import io.waybill.system.Cluster;
import io.waybill.workload.Moments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the nemesis and the cluster: records what the nemesis does, as named and as resolved, and lets the
 * moments see it just before it happens. Everything but {@link #active} and {@link #started} on the nemesis's thread.
 */
final class FaultJournal implements FaultListener {

    private final Recorder recorder;
    private final Moments moments;
    private final RunListener listener;
    private final Map<Integer, String> active = new ConcurrentSkipListMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final Cluster cluster;
    private final FaultLines lines;
    private final LinkEvidence links;
    private final Map<Integer, Long> struck = new TreeMap<>();

    FaultJournal(Recorder recorder, Moments moments, RunListener listener, Cluster cluster, FaultLines lines) {
        this.recorder = recorder;
        this.moments = moments;
        this.listener = listener;
        this.cluster = cluster;
        this.lines = lines;
        this.links = new LinkEvidence(cluster, lines, recorder::now);
    }

    /** Writes down what the faults of a storm that begins now are to be. */
    void planned(Timeline timeline) {
        lines.planned(timeline, recorder.now());
    }

    /** Writes down what was hit and is not written down yet, when there is no fault any more. */
    void conclude() {
        links.gather();
    }

    /** Returns the active faults as people write them, the oldest first. */
    List<String> active() {
        return List.copyOf(active.values());
    }

    /** Returns how many were started so far. */
    int started() {
        return started.get();
    }

    @Override
    public void started(FaultRecord fault, long beginNanos, long effectNanos) {
        recorder.write(new Event.FaultStarted(
                fault.id(), fault.fault().kind(), named(fault), fault.resolvedNames(), beginNanos, effectNanos));
        lines.started(fault, beginNanos, effectNanos);
        if (fault.fault().faultKind().layer() != FaultKind.Layer.CLIENT) {
            // Clients have numbers of their own.
            fault.nodes().forEach(node -> writeStruck(fault, node));
        }
        links.started(fault);
        links.gather();
        started.incrementAndGet();
        active.put(fault.id(), fault.fault().kind() + " " + resolved(fault) + " (" + named(fault) + ")");
        moments.started(fault, effectNanos);
        listener.faultStarted(RunListener.FaultNotice.of(fault, effectNanos));
    }

    @Override
    public void stopped(FaultRecord fault, long beginNanos, long effectNanos) {
        recorder.write(new Event.FaultStopped(fault.id(), beginNanos, effectNanos));
        links.gather();
        lines.ended(fault, beginNanos, effectNanos);
        active.remove(fault.id());
        listener.faultStopped(RunListener.FaultNotice.of(fault, effectNanos));
    }

    @Override
    public void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos) {
        String fault = occurrence.fault().match(Object::toString, Fault.Combined::kind);
        lines.skipped(occurrence, reason, timeNanos);
        recorder.attribute("fault-skipped-" + occurrence.number(), fault + ": " + reason);
        listener.faultSkipped(fault, reason, Duration.ofNanos(timeNanos));
    }

    /** Returns the view through which the nemesis aims: what it learns, the moments know too. */
    ClusterView watched(ClusterView view) {
        return new ClusterView() {
            @Override
            public List<Integer> nodes() {
                return view.nodes();
            }

            @Override
            public PartitionView describe(Partition partition) {
                long askedNanos = recorder.now();
                PartitionView seen = view.describe(partition);
                moments.seen(seen, askedNanos);
                return seen;
            }

            @Override
            public QuorumView quorum() {
                return view.quorum();
            }

            @Override
            public SortedMap<String, List<Integer>> clients() {
                return view.clients();
            }
        };
    }

    /** Returns the hands with which the nemesis strikes. */
    FaultPorts watched(FaultPorts ports) {
        return new FaultPorts(
                new WatchedNodes(moments, this::strikes, ports.nodes()),
                new WatchedMachines(moments, this::strikes, ports.machines()),
                links.watched(ports.links()),
                ports.disks(),
                ports.clocks(),
                ports.clients(),
                ports.capabilities());
    }

    /** Just before a node is struck: afterwards its process may have no number any more. */
    private void strikes(int node) {
        cluster.pid(node).ifPresent(pid -> struck.put(node, pid));
    }

    private void writeStruck(FaultRecord fault, int node) {
        Long pid = struck.remove(node);
        if (pid != null) {
            lines.struck(fault, node, pid);
        }
    }

    private static String named(FaultRecord fault) {
        return fault.fault().target();
    }

    private static String resolved(FaultRecord fault) {
        return String.join(", ", fault.resolvedNames());
    }
}
