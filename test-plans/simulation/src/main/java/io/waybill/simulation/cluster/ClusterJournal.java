package io.waybill.simulation.cluster;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.MachineFaults;
import io.waybill.fault.PartitionView;
import io.waybill.fault.Timeline;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.simulation.cluster.client.Clientele;
import io.waybill.simulation.storm.StormWitness;
import io.waybill.simulator.World;
import io.waybill.workload.Moments;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Writes into the history what the nemesis does and what the cluster says of itself, and lets the moments see it: what
 * breaks a node just before it does.
 */
final class ClusterJournal implements StormWitness {

    private static final String SOURCE = "metadata";

    private final World world;
    private final Recorder recorder;
    private final Moments moments;
    private final ClusterListener listener;
    private final IntConsumer onHarm;
    private final SortedMap<Integer, PartitionView> recorded = new TreeMap<>();

    /**
     * Creates a journal.
     *
     * @param onHarm is told of each node whose durable data a fault has taken or altered
     */
    ClusterJournal(World world, Recorder recorder, Moments moments, ClusterListener listener, IntConsumer onHarm) {
        this.world = world;
        this.recorder = recorder;
        this.moments = moments;
        this.listener = listener;
        this.onHarm = onHarm;
    }

    /** The cluster has another leader, leader epoch or other in-sync replicas of a partition. */
    void changed(PartitionView now) {
        moments.seen(now);
        int id = recorder.partition(now.partition().topic(), now.partition().number());
        PartitionView before = recorded.put(id, now);
        if (before == null || before.leader() != now.leader() || before.leaderEpoch() != now.leaderEpoch()) {
            recorder.fact(
                    Event.FactKind.LEADER, id, now.leader(), now.leaderEpoch(), Event.NO_OFFSET, List.of(), SOURCE);
        }
        if (before == null || !before.inSync().equals(now.inSync())) {
            recorder.fact(
                    Event.FactKind.ISR, id, now.leader(), now.leaderEpoch(), Event.NO_OFFSET, now.inSync(), SOURCE);
        }
    }

    @Override
    public void harmed(int node) {
        onHarm.accept(node);
    }

    @Override
    public void started(FaultRecord fault) {
        long now = recorder.now();
        recorder.write(new Event.FaultStarted(
                fault.id(), fault.fault().kind(), fault.fault().target(), fault.resolvedNames(), now, now));
        moments.started(fault, now);
        listener.faultStarted(fault, now);
    }

    @Override
    public void stopped(FaultRecord fault) {
        long now = recorder.now();
        recorder.write(new Event.FaultStopped(fault.id(), now, now));
        listener.faultStopped(fault, now);
    }

    @Override
    public void skipped(Timeline.Occurrence occurrence, String reason) {
        String fault = occurrence.fault().match(Object::toString, Fault.Combined::kind);
        recorder.attribute("fault-skipped-" + occurrence.number(), fault + ": " + reason);
        listener.faultSkipped(occurrence, reason, recorder.now());
    }

    /** Returns the hands with which the nemesis strikes. */
    FaultPorts ports(Clientele clientele) {
        var machines = new WatchedMachines(world.machines());
        return FaultPorts.ofMachines(machines, world.links(), world.disks(), world.clocks())
                .withClients(clientele.hands(world.machines()));
    }

    /** Tells the moments of what befalls machines, just before it does. */
    private final class WatchedMachines implements MachineFaults {
        private final MachineFaults machines;

        WatchedMachines(MachineFaults machines) {
            this.machines = machines;
        }

        private void beforeEnd(int node) {
            if (world.isUp(node)) {
                moments.beforeKill(node);
            }
        }

        @Override
        public void kill(int node) {
            beforeEnd(node);
            machines.kill(node);
        }

        @Override
        public void cutPower(int node, boolean duringSync) {
            beforeEnd(node);
            machines.cutPower(node, duringSync);
        }

        @Override
        public void restart(int node) {
            moments.beforeRepair(node);
            machines.restart(node);
        }

        @Override
        public void pause(int node) {
            moments.beforePause(node);
            machines.pause(node);
        }

        @Override
        public void resume(int node) {
            moments.beforeRepair(node);
            machines.resume(node);
        }

        @Override
        public void wipe(int node) {
            machines.wipe(node);
        }

        @Override
        public void slow(int node, int factor) {
            machines.slow(node, factor);
        }
    }
}
