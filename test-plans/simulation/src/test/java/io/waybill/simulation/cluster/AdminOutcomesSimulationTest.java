package io.waybill.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.node.BrokerNode;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.client.admin.Admin;
import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.ConfigTarget;
import io.waybill.client.admin.TopicDescription;
import io.waybill.environment.Randomness;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.simulation.cluster.AdminOperator.State;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.WorldSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Three nodes are killed, stand still and are cut off while topics are created, grown, configured and deleted: what was
 * said to be done is there afterwards, what was said to have failed is not, and nothing else is either.
 */
final class AdminOutcomesSimulationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int SEEDS = 6;
    private static final int NODES = 3;
    private static final int CLIENT = NODES + 1;
    private static final long STORM_SECONDS = 25;

    @Test
    void every_outcome_is_true_under_faults() {
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed).forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        }

        // Nothing was shown where nothing of a kind has happened.
        assertThat(outcomes.getOrDefault("done", 0)).isGreaterThan(SEEDS * 15);
        assertThat(outcomes.getOrDefault("failed", 0)).isGreaterThan(SEEDS);
        assertThat(outcomes.getOrDefault("unknown", 0)).isGreaterThan(SEEDS / 2);
    }

    private static SortedMap<String, Integer> run(long seed) {
        World world = World.of(seed, WorldSettings.standard());
        ClusterNodes nodes = ClusterNodes.combined(NODES);
        var settings = BrokerSettings.of(nodes.layout(), config());
        for (int node : nodes.all()) {
            world.add(node, "n" + node, 1, environment -> BrokerNode.start(environment, settings, BrokerListener.NONE));
            world.start(node);
        }
        List<AdminOperator> operators = new ArrayList<>();
        world.add(CLIENT, "admin", 1, environment -> operators.add(new AdminOperator(environment, nodes.bootstrap())));
        world.runUntil(2 * SECOND);
        world.start(CLIENT);
        storm(world, Randomness.ofSeed(seed).fork("storm"));
        world.runUntil((STORM_SECONDS + 3) * SECOND);
        operators.forEach(AdminOperator::stop);
        world.runUntil((STORM_SECONDS + 16) * SECOND);

        var operator = operators.get(0);
        assertThat(operator.isIdle()).as("seed %d: every wish has ended", seed).isTrue();
        assertThat(operator.contradictions()).as("seed %d", seed).isEmpty();
        SortedMap<String, State> found = look(world, operator.admin());
        operator.expected()
                .forEach((name, states) -> assertThat(states)
                        .as("seed %d: %s", seed, name)
                        .contains(found.getOrDefault(name, State.ABSENT)));
        return operator.outcomes();
    }

    /** One thing after the other breaks; each is whole again before the storm is over. */
    private static void storm(World world, Randomness random) {
        int id = 0;
        for (long at = 4 * SECOND; at < STORM_SECONDS * SECOND; at += random.between(SECOND, 2 * SECOND)) {
            int node = 1 + random.nextInt(NODES);
            long until = at + random.between(SECOND / 2, 3 * SECOND);
            int fault = ++id;
            switch (random.nextInt(5)) {
                case 0 -> {
                    world.at(at, () -> world.machines().kill(node));
                    world.at(until, () -> world.machines().restart(node));
                }
                case 1 -> {
                    world.at(at, () -> world.machines().pause(node));
                    world.at(until, () -> world.machines().resume(node));
                }
                case 2 -> {
                    var back = Set.of(new Link(node, CLIENT));
                    world.at(
                            at, () -> world.links().begin(fault, new LinkFault.Blackhole(Duration.ofSeconds(1)), back));
                    world.at(until, () -> world.links().end(fault));
                }
                case 3 -> {
                    var there = Set.of(new Link(CLIENT, node));
                    world.at(at, () -> world.links().begin(fault, new LinkFault.Stall(), there));
                    world.at(until, () -> world.links().end(fault));
                }
                default -> {
                    var others = Set.of(new Link(node, 1 + node % NODES), new Link(node, 1 + (node + 1) % NODES));
                    world.at(at, () -> world.links().begin(fault, new LinkFault.Stall(), others));
                    world.at(until, () -> world.links().end(fault));
                }
            }
        }
    }

    /** Returns the topics that there are, as the cluster says when everything is over. */
    private static SortedMap<String, State> look(World world, Admin admin) {
        SortedMap<String, State> found = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        admin.listTopics(names -> {
            for (String name : value(names, List.of(), failures)) {
                admin.describeTopic(
                        name,
                        topic -> admin.describeConfigs(ConfigTarget.topic(name), configs -> {
                            var entry =
                                    value(configs, new TreeMap<>(), failures).get("retention.ms");
                            int partitions = topic instanceof AdminResult.Done<TopicDescription> it
                                    ? it.value().partitions().size()
                                    : 0;
                            found.put(
                                    name, new State(partitions, String.valueOf(entry == null ? null : entry.value())));
                        }));
            }
        });
        world.runUntil(world.nanos() + 5 * SECOND);
        assertThat(failures).isEmpty();
        return found;
    }

    private static <T> T value(AdminResult<T> result, T otherwise, List<String> failures) {
        if (result instanceof AdminResult.Done<T> done) {
            return done.value();
        }
        failures.add(result.toString());
        return otherwise;
    }

    private static SortedMap<String, String> config() {
        return new TreeMap<>(Map.of(
                "min.insync.replicas", "2",
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500"));
    }
}
