package io.waybill.broker.world;

import io.waybill.broker.controller.ControllerApis;
import io.waybill.broker.controller.ControllerNode;
import io.waybill.broker.lifecycle.BrokerLife;
import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Nodes that are controllers, brokers or both, in a {@link SmallWorld}: as much of them as this package has. */
public final class SmallCluster {

    public static final long MILLI = 1_000_000;
    public static final long SECOND = 1_000 * MILLI;
    public static final String ID = "small";
    private static final int ASKER = 100;
    private static final long PATIENCE = 60 * SECOND;

    public final SmallWorld world;
    public final TreeMap<String, String> config = new TreeMap<>();
    public final TreeMap<Integer, Environment> environments = new TreeMap<>();
    public final TreeMap<Integer, ControllerNode> nodes = new TreeMap<>();
    public final TreeMap<Integer, BrokerLife> lives = new TreeMap<>();
    public final TreeMap<Integer, SeenReactions> reactions = new TreeMap<>();
    public final List<String> told = new ArrayList<>();
    public final List<String> breaches = new ArrayList<>();
    public BrokerMutants mutants = BrokerMutants.NONE;
    private final TreeMap<String, String> leaders = new TreeMap<>();
    private final TreeMap<Integer, Integer> starts = new TreeMap<>();
    private final ClusterLayout layout;
    private final Environment asker;

    /** Creates the layout of a cluster whose first nodes are controllers; all are brokers. Nothing is started. */
    public SmallCluster(long seed, int controllers, int brokers) {
        world = new SmallWorld(seed);
        var layouts = new TreeMap<Integer, NodeLayout>();
        for (int node = 0; node < Math.max(controllers, brokers); node++) {
            var host = "node" + node;
            layouts.put(
                    node,
                    new NodeLayout(
                            node,
                            new Endpoint(host, 9_000),
                            node < controllers ? new Endpoint(host, 9_001) : null,
                            node < brokers ? new Endpoint(host, 9_002) : null,
                            null));
        }
        layout = new ClusterLayout(ID, layouts);
        asker = world.start(ASKER);
        config.put("log.flush.interval.messages", "1");
    }

    /** Starts every node. */
    public SmallCluster startAll() {
        layout.nodes().keySet().forEach(this::start);
        return this;
    }

    public ClusterLayout layout() {
        return layout;
    }

    public void start(int node) {
        starts.merge(node, 1, Integer::sum);
        var environment = world.start(node);
        var settings = BrokerSettings.of(layout, config).with(mutants);
        var listener = new Told(node);
        environments.put(node, environment);
        var controller = ControllerNode.start(environment, settings, listener);
        nodes.put(node, controller);
        if (layout.node(node).isBroker()) {
            var seen = new SeenReactions((topic, partition, epoch) -> leads(node, topic, partition, epoch));
            reactions.put(node, seen);
            var life = BrokerLife.of(environment, settings, controller, listener);
            lives.put(node, life);
            life.begin(seen);
            life.logsOpen();
        }
    }

    /** Two lives that lead a partition in one epoch would give one offset two meanings. */
    private void leads(int node, TopicImage topic, int partition, int leaderEpoch) {
        var life = node + " in its life " + starts.get(node) + " of epoch "
                + lives.get(node).epoch();
        var epoch = topic.id() + "-" + partition + " in epoch " + leaderEpoch;
        var other = leaders.putIfAbsent(epoch, life);
        if (other != null && !other.equals(life)) {
            breaches.add(other + " and " + life + " lead " + epoch);
        }
    }

    public void kill(int node) {
        world.kill(node);
        nodes.remove(node);
        lives.remove(node);
    }

    /** Cuts a node off from all others, in both directions. */
    public void isolate(int node) {
        world.passes = (from, to) -> from.equals(to) || (from != node && to != node);
        world.cut();
    }

    public void heal() {
        world.passes = (from, to) -> true;
    }

    /** Runs until something holds. */
    public void until(String what, BooleanSupplier holds) {
        for (long waited = 0; waited < PATIENCE; waited += 10 * MILLI) {
            if (holds.getAsBoolean()) {
                return;
            }
            world.runFor(10 * MILLI);
        }
        throw new AssertionError("waited in vain for: " + what);
    }

    /** Runs until somebody acts as the controller and its image says so, and returns who. */
    public int activeController() {
        until("an active controller", () -> active() >= 0);
        return active();
    }

    private int active() {
        return nodes.entrySet().stream()
                .filter(it -> it.getValue().isActive()
                        && it.getValue().image().controllerEpoch()
                                == it.getValue().epoch())
                .mapToInt(it -> it.getKey())
                .findFirst()
                .orElse(-1);
    }

    /** Runs until all brokers that are up are active in the image of the active controller. */
    public SmallCluster untilAllActive() {
        until(
                "all brokers to be active",
                () -> active() >= 0
                        && lives.values().stream().noneMatch(BrokerLife::isFenced)
                        && lives.keySet().stream().allMatch(id -> image().isActive(id)));
        return this;
    }

    /** Returns the metadata of the active controller. */
    public MetadataImage image() {
        return nodes.get(activeController()).image();
    }

    public PartitionState partition(String topic) {
        return image().topic(topic).orElseThrow().partitions().get(0);
    }

    /** Asks a controller and runs until it has answered. */
    public Response ask(int controller, Request request) {
        List<RpcOutcome> outcomes = new ArrayList<>();
        var endpoint = layout.node(controller).controller();
        var channel = RpcChannel.to(asker, endpoint, ChannelSettings.ofPeer("test", ControllerApis.OFFER));
        channel.send(request, 30 * SECOND, outcomes::add);
        until("an answer", () -> !outcomes.isEmpty());
        channel.close();
        if (outcomes.get(0) instanceof RpcOutcome.Answered answered) {
            return answered.response();
        }
        throw new AssertionError("not answered: " + outcomes.get(0));
    }

    /** Asks the active controller. */
    public Response ask(Request request) {
        return ask(activeController(), request);
    }

    /** Creates a topic of one partition with these replicas. */
    public void create(String topic, List<Integer> replicas) {
        ask(new CreateTopicsRequest(
                List.of(new CreateTopicsRequest.Topic(
                        topic, -1, (short) -1, List.of(new CreateTopicsRequest.Assignment(0, replicas)), List.of())),
                30_000,
                false));
    }

    /** Has the active controller's node propose a command, and runs on a little. */
    public void propose(MetadataCommand command) {
        CommandCodec.encode(command);
        nodes.get(activeController()).propose(command, outcome -> told.add(String.valueOf(outcome)));
        world.runFor(SECOND);
    }

    /** Notes what nodes say of themselves. */
    private final class Told implements BrokerListener {

        private final int node;

        Told(int node) {
            this.node = node;
        }

        @Override
        public void onRegistered(long brokerEpoch) {
            told.add(node + " registered");
        }

        @Override
        public void onFenced(boolean fenced) {
            told.add(node + (fenced ? " fenced" : " unfenced"));
        }

        @Override
        public void onActiveController(long controllerEpoch) {
            told.add(node + " active");
        }

        @Override
        public void onStopped() {
            told.add(node + " stopped");
        }
    }
}
