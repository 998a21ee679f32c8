package io.waybill.broker.replica;

import io.waybill.broker.data.DataHandlers;
import io.waybill.broker.fetching.FetchSettings;
import io.waybill.broker.fetching.Fetchers;
import io.waybill.broker.fetching.ReplicaView;
import io.waybill.broker.metadata.LocalView;
import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.metadata.MetadataMachine;
import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.AlterPartition;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnfenceBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.settings.MetadataMutants;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.rpc.RpcServer;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/**
 * Brokers 1, 2 and 3 with real logs, replicas, fetches and handlers. The metadata log is a list that all commands go
 * into at once, and that each broker applies in its own time. Nobody beside the test fences a broker.
 */
final class Trio {

    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;
    static final TopicPartition PARTITION = new TopicPartition(MetadataCluster.TOPIC, "t", 0);

    final SmallWorld world;
    final Randomness random;
    final BrokerMutants mutants;
    final MetadataCluster controller = MetadataCluster.empty();
    final TreeMap<Integer, Node> nodes = new TreeMap<>();
    final TreeMap<String, String> config = new TreeMap<>();
    private final List<ByteBuffer> log = new ArrayList<>();
    private int lives;

    /** How long, at most, a broker takes to apply what is in the metadata log. */
    IntToLongFunction lagMillis = id -> 50;

    Trio(long seed, String... mutants) {
        this.world = new SmallWorld(seed);
        this.random = Randomness.ofSeed(seed).fork("trio");
        this.mutants = BrokerMutants.ofIds(List.of(mutants)).orElseThrow();
    }

    /** Starts all, with a topic that has a replica on each. */
    Trio start(int minInSync) {
        for (int id = 1; id <= 3; id++) {
            nodes.put(id, new Node(id));
            nodes.get(id).live(-1);
        }
        world.runFor(SECOND);
        for (int id = 1; id <= 3; id++) {
            unfence(id);
        }
        var configs = new TreeMap<String, String>();
        configs.put("min.insync.replicas", Integer.toString(minInSync));
        apply(new MetadataCommand.CreateTopic("t", MetadataCluster.TOPIC, -1, -1, List.of(List.of(1, 2, 3)), configs));
        world.runFor(SECOND);
        return this;
    }

    /** Puts a command into the metadata log. */
    CommandResult apply(MetadataCommand command) {
        CommandResult result = controller.apply(command);
        log.add(CommandCodec.encode(command));
        nodes.values().forEach(Node::applySoon);
        return result;
    }

    private static MetadataError errorOf(CommandResult result) {
        return result instanceof CommandResult.Partitions partitions
                ? partitions.outcomes().get(0).error()
                : MetadataError.STALE_BROKER_EPOCH;
    }

    void fence(int id) {
        apply(new FenceBroker(id, controller.epoch(id), controller.image().controllerEpoch()));
    }

    void unfence(int id) {
        apply(new UnfenceBroker(id, controller.epoch(id), controller.image().controllerEpoch()));
    }

    /** Ends a broker's process. */
    void kill(int id) {
        nodes.remove(id);
        world.kill(id);
    }

    /** Begins a process on what is left; what it has acknowledged was flushed. */
    void restart(int id) {
        var node = new Node(id);
        nodes.put(id, node);
        node.live(controller.epoch(id));
    }

    /** One process of a broker. */
    final class Node {

        final int id;
        final Environment environment;
        final MetadataMachine machine = new MetadataMachine(MetadataMutants.NONE);
        final Fetchers fetchers;
        final Partitions partitions;
        private int applied;

        Node(int id) {
            this.id = id;
            environment = world.start(id);
            var layout = new TreeMap<Integer, NodeLayout>();
            for (int each = 1; each <= 3; each++) {
                layout.put(each, new NodeLayout(each, address(each), address(each), address(each), null));
            }
            var settings =
                    BrokerSettings.of(new ClusterLayout("c", layout), config).with(mutants);
            fetchers = new Fetchers(
                    environment,
                    it -> Optional.of(address(it)),
                    () -> machine.image().broker(id).map(it -> it.epoch()).orElse(-1L),
                    () -> new FetchSettings(200, 1 << 20, 1 << 20, 200, 2_000),
                    mutants,
                    ReplicaView::new);
            partitions = new Partitions(
                    environment,
                    settings,
                    machine.image(),
                    fetchers,
                    this::propose,
                    BrokerListener.NONE,
                    LogsListener.NONE);
            var handlers = new DataHandlers(environment, machine.image(), partitions, mutants);
            var offer = ApiOffer.of(List.of(Api.FETCH, Api.LIST_OFFSETS));
            RpcServer.listen(
                    environment,
                    address(id),
                    new ServerCodec(offer, 1 << 24),
                    (received, answer) -> handlers.handle(received, answer));
            while (applied < log.size()) {
                applyNext();
            }
        }

        private Endpoint address(int of) {
            return new Endpoint("host" + of, 9092);
        }

        private void applyNext() {
            machine.apply(applied + 1, log.get(applied++).duplicate());
        }

        /** Registers a new life. */
        void live(long previousEpoch) {
            var life = new UUID(id, ++lives);
            machine.listen(new LocalView(id, life, MetadataMutants.NONE, partitions));
            Trio.this.apply(new RegisterBroker(id, life, List.of(), null, previousEpoch));
        }

        private void applySoon() {
            environment.timers().after(lagNanos(), () -> {
                if (applied < log.size()) {
                    applyNext();
                }
            });
        }

        private long lagNanos() {
            return random.nextLong(lagMillis.applyAsLong(id) * MILLI + 1);
        }

        /** The way to the controller and back takes a while, and may have to be gone twice. */
        private void propose(IsrProposal proposal, Consumer<MetadataError> done) {
            long brokerEpoch = machine.image().broker(id).map(it -> it.epoch()).orElse(-1L);
            environment.timers().after(2 * lagNanos(), () -> {
                boolean isLost = random.chance(0.2);
                MetadataError error = MetadataError.STALE_BROKER_EPOCH;
                if (controller.epoch(id) == brokerEpoch) {
                    error = errorOf(Trio.this.apply(new AlterPartition(id, brokerEpoch, List.of(proposal))));
                }
                if (isLost) {
                    propose(proposal, done);
                    return;
                }
                MetadataError heard = error;
                environment.timers().after(2 * lagNanos(), () -> done.accept(heard));
            });
        }

        Optional<Replica> replica() {
            return partitions.replica(PARTITION);
        }
    }
}
