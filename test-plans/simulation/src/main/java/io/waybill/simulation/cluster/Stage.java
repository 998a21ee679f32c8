package io.waybill.simulation.cluster;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.node.BrokerNode;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.DiskFailedException;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.fault.FaultBudget;
import io.waybill.fault.Partition;
import io.waybill.fault.QuorumView;
import io.waybill.history.record.Recorder;
import io.waybill.plan.AwaitedMoment;
import io.waybill.plan.Moment;
import io.waybill.raft.settings.RaftSettings;
import io.waybill.raft.storage.CorruptStorageException;
import io.waybill.raft.storage.StorageFailedException;
import io.waybill.simulation.Patience;
import io.waybill.simulation.Supervisor;
import io.waybill.simulation.cluster.client.Clientele;
import io.waybill.simulation.cluster.client.TopicMaker;
import io.waybill.simulation.cluster.sight.ClusterSight;
import io.waybill.simulation.cluster.sight.DeedListener;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.invariant.ClusterInvariants;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.invariant.broker.BrokerInvariants;
import io.waybill.simulation.storm.Storm;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import io.waybill.system.NodeReport;
import io.waybill.workload.Moments;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that a run has in its world, and who watches it. */
final class Stage {

    private static final long MILLI = 1_000_000;

    private final ClusterSetup setup;
    private final World world;
    private final Findings findings;
    private final BrokerSettings settings;
    private final QuorumInvariants quorum;
    private final ClusterInvariants invariants;
    private final ClusterSight sight;
    private final Clientele clientele;
    private final Moments moments;
    private final Storm storm;
    private final ClusterListener listener;
    private final Supervisor supervisor;
    private final int topicMaker;
    private final boolean traced;
    private int quorumLeader = QuorumView.UNKNOWN;

    Stage(
            ClusterSetup setup,
            World world,
            Recorder recorder,
            Randomness random,
            ClusterListener listener,
            boolean traced) {
        this.setup = setup;
        this.world = world;
        this.traced = traced;
        this.findings = new Findings(world::nanos);
        ClusterShape shape = setup.shape();
        ClusterNodes nodes = shape.nodes();
        var raft = new RaftSettings(
                nodes.layout().quorum(),
                shape.timing(),
                shape.limits(),
                shape.mutants().quorum());
        this.settings = new BrokerSettings(nodes.layout(), shape.config(), raft, shape.mutants());
        this.quorum = new QuorumInvariants(nodes.size() + 1, raft.cluster().initial(), findings);
        this.invariants = new BrokerInvariants(shape.config(), findings);
        this.sight = new ClusterSight(nodes.all(), nodes.controllerIds(), setup.partitions(), quorum::leader);
        int producers = setup.clients().producers().count();
        int consumers = setup.clients().consumers().count();
        var company = new Clientele.Company(
                nodes.after(0, producers), nodes.after(producers, consumers), setup.partitions(), setup.sharing());
        this.clientele = new Clientele(
                setup.clients(), company, recorder, new Library(nodes.bootstrap(), shape.clientMutants()), sight);
        this.topicMaker = nodes.after(producers + consumers, 1).get(0);
        this.moments = new Moments(recorder, this::hit, clientele::inFlight);
        var journal = new ClusterJournal(world, recorder, moments, listener, this::harmed);
        sight.clients("producers", company.producers());
        sight.clients("consumers", company.consumers());
        sight.onChange(journal::changed);
        sight.onDeed(new Deeds());
        clientele.onAcknowledged(moments::acknowledged);
        clientele.onEnd(invariants::toldEnd);
        this.storm = new Storm(world, setup.storm().timeline(), sight, journal.ports(clientele), budget(), journal);
        this.listener = listener;
        this.supervisor = new Supervisor(world, findings, storm, new Lives(), random.fork("supervisor"));
    }

    Findings findings() {
        return findings;
    }

    ClusterSight sight() {
        return sight;
    }

    Clientele clientele() {
        return clientele;
    }

    Moments moments() {
        return moments;
    }

    Storm storm() {
        return storm;
    }

    /** Returns how many facts were checked. */
    long checks() {
        return quorum.checks() + invariants.checks();
    }

    /** Returns whether nodes that are well, and connected, must be able to go on without anybody else. */
    boolean canGoOn(SortedSet<Integer> core) {
        return quorum.canGoOn(core) && sight.canServe(core);
    }

    ClusterRecovery recoveryOf(SortedSet<Integer> core) {
        return new ClusterRecovery(clientele, quorum, sight, storm, core);
    }

    // ---- who lives here ----------------------------------------------------------------------------------------

    void startCluster() {
        world.listen(supervisor);
        world.afterEvent(node -> {
            quorum.ran(node);
            invariants.ran(node);
            watchQuorum();
        });
        List<Integer> nodes = setup.shape().nodes().all();
        for (int node : nodes) {
            world.add(node, "n" + node, setup.shape().nodes().loops(), this::member);
        }
        world.add(topicMaker, "t" + topicMaker, 1, this::makeTopics);
        nodes.forEach(world::start);
        world.start(topicMaker);
    }

    private void watchQuorum() {
        int leader = quorum.leader();
        if (leader != quorumLeader) {
            quorumLeader = leader;
            moments.seen(sight.quorum());
        }
    }

    void startClients() {
        int producers = setup.clients().producers().count();
        List<Integer> nodes = clientele.nodes();
        for (int node : nodes) {
            String kind = nodes.indexOf(node) < producers ? "p" : "c";
            world.add(node, kind + node, 1, clientele::start);
        }
        nodes.forEach(world::start);
    }

    private void member(Environment environment) {
        if (environment.shards().self() != 0) {
            return; // The node begins on its first loop, and spreads from there.
        }
        int node = environment.node();
        var listener = new BothListeners(
                world, node, sight.listenerOf(node), invariants.listenerOf(node), quorum.listenerOf(node), traced);
        quorum.attach(node, new MemberEye(BrokerNode.start(environment, settings, listener)));
    }

    private void makeTopics(Environment environment) {
        TopicMaker.start(
                environment,
                setup.shape().nodes().bootstrap(),
                setup.shape().topics(),
                reason -> world.note(topicMaker, () -> "not made yet: " + reason));
    }

    // ---- what breaks -------------------------------------------------------------------------------------------

    /**
     * Nothing that was synced is destroyed: a replica that forgets unawares what it acknowledged is enough to lose it,
     * and one that finds its log damaged is out of the partition for good, with its right to lead.
     */
    private FaultBudget budget() {
        if (!setup.storm().guarded()) {
            return FaultBudget.unguarded();
        }
        SortedSet<Integer> all = new TreeSet<>(setup.shape().nodes().all());
        var nothing = new FaultBudget(all, 0, 0, false, new TreeSet<>(), new TreeSet<>());
        return setup.shape().syncsBeforeItCounts() ? nothing : nothing.withPowerCutsThatForget();
    }

    private void harmed(int node) {
        quorum.harmed(node);
        invariants.harmed(node);
    }

    private void hit(Moment moment, List<Partition> partitions, String detail, long nanos) {
        listener.momentHit(moment, detail, nanos);
        happened(moment, partitions);
    }

    private void happened(Moment moment, List<Partition> partitions) {
        if (storm.isAwaitingMoments()) {
            AwaitedMoment.names(moment, partitions).forEach(storm::happened);
        }
    }

    /** What replicas do, as moments. */
    private final class Deeds implements DeedListener {

        @Override
        public void appended(int node, Partition partition) {
            happened(Moment.APPENDED_AND_NOT_ANSWERED, List.of(partition));
        }

        @Override
        public void told(NodeReport.Kind kind, int node, Partition partition, long number) {
            moments.told(kind, node, partition, number, world.nanos());
        }
    }

    /** What nodes and clients lose when a life ends, and what excuses the end. */
    private final class Lives implements Supervisor.Lives {

        @Override
        public void ended(int node, WorldListener.Ending ending) {
            if (setup.shape().nodes().all().contains(node)) {
                quorum.ended(node);
                invariants.ended(node, ending);
                sight.ended(node);
            } else {
                clientele.ended(node);
            }
        }

        @Override
        public boolean explains(int node, @Nullable Throwable cause) {
            if (cause instanceof CorruptStorageException) {
                return storm.isHarmed(node);
            }
            return (cause instanceof StorageFailedException || cause instanceof DiskFailedException)
                    && storm.hadDiskTrouble(node);
        }
    }

    /** Returns how long nothing may end well on a healed core: whatever must first be noticed, takes its timeout. */
    long silenceNanos() {
        long session = millis(BrokerKeys.BROKER_SESSION_TIMEOUT_MS);
        long lag = millis(BrokerKeys.REPLICA_LAG_TIME_MAX_MS);
        return Patience.USUAL_NANOS + 2 * (session + lag) * MILLI;
    }

    private long millis(ConfigKey key) {
        return Long.parseLong(setup.shape().config().getOrDefault(key.name(), key.defaultValue()));
    }
}
