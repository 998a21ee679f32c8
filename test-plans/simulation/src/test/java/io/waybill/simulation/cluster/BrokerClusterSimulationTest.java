package io.waybill.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.node.BrokerNode;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Environment;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import io.waybill.simulator.settings.WorldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole cluster in a world, asked by hand: what was acknowledged is there after its leader is gone. */
final class BrokerClusterSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String TOPIC = "orders";
    private static final int EACH = 5;

    /** What a run came to. */
    private record Result(List<Long> offsets, List<String> read, List<Integer> isr, List<String> crashes, long hash) {}

    @Test
    void three_combined_nodes_keep_what_they_acknowledged_when_the_leader_is_killed() {
        Result result = run(ClusterNodes.combined(3), 1);

        assertThat(result.crashes()).isEmpty();
        assertThat(result.offsets()).doesNotContain(-1L).isSorted().doesNotHaveDuplicates();
        assertThat(result.read()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(result.isr()).containsExactlyInAnyOrder(1, 2, 3);
    }

    /** Connections are given to the loops in turn, so most requests are another loop's. */
    @Test
    void nodes_of_three_loops_keep_what_they_acknowledged_when_the_leader_is_killed() {
        Result result = run(ClusterNodes.combined(3).withLoops(3), 1);

        assertThat(result.crashes()).isEmpty();
        assertThat(result.offsets()).doesNotContain(-1L).isSorted().doesNotHaveDuplicates();
        assertThat(result.read()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(result.isr()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void three_brokers_beside_three_controllers_keep_what_they_acknowledged_when_the_leader_is_killed() {
        Result result = run(new ClusterNodes(3, 3, true), 2);

        assertThat(result.crashes()).isEmpty();
        assertThat(result.offsets()).doesNotContain(-1L).isSorted().doesNotHaveDuplicates();
        assertThat(result.read()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(result.isr()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_leader_that_stops_hands_over_first_and_comes_back_in_sync(int loops) {
        ClusterNodes nodes = ClusterNodes.combined(3).withLoops(loops);
        World world = World.of(3, WorldSettings.standard());
        List<String> crashes = new ArrayList<>();
        world.listen(new Crashes(crashes));
        SortedMap<Integer, BrokerNode> running = new TreeMap<>();
        start(world, nodes, running);
        var client = new HandClient(world, nodes.size() + 1);
        client.create(1, TOPIC, 1, 3);
        int first = client.leaderOtherThan(-1, 1, TOPIC, 0);
        UUID id = id(client, first);
        client.produce(first, id, TOPIC, 0, "before");
        List<Integer> leadersAtTheEnd = new ArrayList<>();

        running.get(first).stop(() -> {
            running.get(first)
                    .image()
                    .topic(TOPIC)
                    .ifPresent(topic ->
                            leadersAtTheEnd.add(topic.partitions().get(0).leader()));
            world.machines().kill(first);
        });
        world.runUntil(world.nanos() + 2 * SECOND);
        int other = first == 1 ? 2 : 1;
        int second = client.leaderOtherThan(first, other, TOPIC, 0);
        client.produce(second, id, TOPIC, 0, "after");
        boolean wasUp = world.isUp(first);
        world.start(first);
        world.runUntil(world.nanos() + 5 * SECOND);

        assertThat(wasUp).isFalse();
        assertThat(leadersAtTheEnd).containsExactly(second);
        assertThat(client.readAll(second, id, TOPIC, 0)).containsExactly("before", "after");
        assertThat(isr(client, second)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(crashes).isEmpty();
    }

    @Test
    void two_runs_of_a_seed_are_the_same_run() {
        assertThat(run(ClusterNodes.combined(3), 7)).isEqualTo(run(ClusterNodes.combined(3), 7));
    }

    private static Result run(ClusterNodes nodes, long seed) {
        World world = World.of(seed, WorldSettings.standard());
        List<String> crashes = new ArrayList<>();
        world.listen(new Crashes(crashes));
        var settings = BrokerSettings.of(nodes.layout(), config());
        for (int node : nodes.all()) {
            world.add(node, "n" + node, nodes.loops(), environment -> begin(environment, settings));
            world.start(node);
        }
        var client = new HandClient(world, nodes.size() + 1);
        client.create(1, TOPIC, 1, 3);
        int first = client.leaderOtherThan(-1, 1, TOPIC, 0);
        UUID id = id(client, first);

        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            offsets.add(client.produce(first, id, TOPIC, 0, String.valueOf(i)));
        }
        world.machines().kill(first);
        int other = first == 1 ? 2 : 1;
        int second = client.leaderOtherThan(first, other, TOPIC, 0);
        for (int i = EACH; i < 2 * EACH; i++) {
            offsets.add(client.produce(second, id, TOPIC, 0, String.valueOf(i)));
        }
        List<String> read = client.readAll(second, id, TOPIC, 0);
        world.start(first);
        world.runUntil(world.nanos() + 20 * SECOND);
        return new Result(offsets, read, isr(client, second), crashes, world.hash());
    }

    private static void start(World world, ClusterNodes nodes, SortedMap<Integer, BrokerNode> running) {
        var settings = BrokerSettings.of(nodes.layout(), config());
        for (int node : nodes.all()) {
            world.add(
                    node,
                    "n" + node,
                    nodes.loops(),
                    environment -> begin(environment, settings).ifPresent(begun -> running.put(node, begun)));
            world.start(node);
        }
    }

    /** A node begins on its first loop. */
    private static Optional<BrokerNode> begin(Environment environment, BrokerSettings settings) {
        return environment.shards().self() == 0
                ? Optional.of(BrokerNode.start(environment, settings, BrokerListener.NONE))
                : Optional.empty();
    }

    private static List<Integer> isr(HandClient client, int broker) {
        var topic = client.metadata(broker, TOPIC);
        return topic == null ? List.of() : topic.partitions().get(0).isrNodes();
    }

    private static UUID id(HandClient client, int broker) {
        var topic = client.metadata(broker, TOPIC);
        return topic == null ? new UUID(0, 0) : topic.topicId();
    }

    private static SortedMap<String, String> config() {
        SortedMap<String, String> config = new TreeMap<>();
        config.put("min.insync.replicas", "2");
        config.put("log.flush.interval.messages", "1");
        config.put("broker.session.timeout.ms", "2000");
        config.put("broker.heartbeat.interval.ms", "500");
        config.put("replica.lag.time.max.ms", "5000");
        return config;
    }

    /** Notes who gave up, and why. */
    private record Crashes(List<String> seen) implements WorldListener {

        @Override
        public void ended(int node, Ending ending, @Nullable Throwable cause) {
            if (cause != null) {
                var top = cause.getStackTrace().length > 0 ? " at " + cause.getStackTrace()[0] : "";
                seen.add("n" + node + ": " + cause + top);
            }
        }
    }
}
