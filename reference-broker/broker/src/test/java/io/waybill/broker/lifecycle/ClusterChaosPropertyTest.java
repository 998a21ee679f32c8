package io.waybill.broker.lifecycle;

import static io.waybill.broker.world.SmallCluster.MILLI;
import static io.waybill.broker.world.SmallCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.world.SmallCluster;
import io.waybill.environment.Randomness;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers and brokers under crashes and cuts, from seeds: {@code -Dwaybill.seeds=N} runs more of them. */
class ClusterChaosPropertyTest {

    private static final int SEEDS = Integer.getInteger("waybill.seeds", 15);
    private static final int CONTROLLERS = 3;
    private static final int NODES = 4;
    private static final int STEPS = 150;

    @Test
    void whatever_crashes_what_was_answered_is_true_and_everybody_lives_in_the_end() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var run = new Run(seed, BrokerMutants.NONE);

            run.storm();
            run.drain();

            assertThat(run.breaches()).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C2", "C5"})
    void a_planted_flaw_of_brokers_lives_is_seen(String mutant) {
        long found = 0;
        for (long seed = 1; seed <= 30 && found == 0; seed++) {
            var run = new Run(seed, BrokerMutants.ofIds(List.of(mutant)).orElseThrow());

            run.storm();

            found = run.cluster.breaches.isEmpty() ? 0 : seed;
        }

        assertThat(found).as("the seed that shows %s", mutant).isPositive();
    }

    /** One cluster, what is done to it, and what it said. */
    private static final class Run {

        private final SmallCluster cluster;
        private final Randomness randomness;
        private final TreeMap<String, ErrorCode> created = new TreeMap<>();
        private final TreeSet<Long> ids = new TreeSet<>();
        private final List<String> breaches = new ArrayList<>();
        private int topics;
        private int asked;

        Run(long seed, BrokerMutants mutants) {
            cluster = new SmallCluster(seed, CONTROLLERS, NODES);
            cluster.mutants = mutants;
            cluster.config.put("broker.session.timeout.ms", "2000");
            cluster.config.put("broker.heartbeat.interval.ms", "300");
            cluster.config.put("min.insync.replicas", "2");
            randomness = Randomness.ofSeed(seed).fork("storm");
            cluster.startAll().untilAllActive();
        }

        void storm() {
            for (int step = 0; step < STEPS; step++) {
                double what = randomness.nextDouble();
                int node = randomness.nextInt(NODES);
                if (what < 0.08) {
                    cluster.kill(node);
                } else if (what < 0.3) {
                    if (!cluster.nodes.containsKey(node)) {
                        cluster.start(node);
                    }
                } else if (what < 0.36) {
                    cluster.isolate(node);
                } else if (what < 0.4) {
                    int other = randomness.nextInt(NODES);
                    cluster.world.passes = (from, to) -> from != node || to != other;
                } else if (what < 0.5) {
                    cluster.heal();
                } else {
                    load();
                }
                cluster.world.runFor(randomness.between(1, 600) * MILLI);
            }
        }

        private void load() {
            for (var each : cluster.lives.entrySet()) {
                int broker = each.getKey();
                switch (randomness.nextInt(3)) {
                    case 0 -> create(broker);
                    case 1 -> takeId(each.getValue());
                    default -> propose(broker, each.getValue());
                }
            }
        }

        private void create(int broker) {
            var name = "t" + topics++;
            var channel = new ControllerChannel(
                    cluster.environments.get(broker), cluster.layout(), cluster.nodes.get(broker), "forwarding");
            var topic = new CreateTopicsRequest.Topic(name, 2, (short) 2, List.of(), List.of());
            new Forwarding(channel)
                    .forward(
                            new CreateTopicsRequest(List.of(topic), 3_000, false),
                            answer -> created.put(
                                    name,
                                    ((CreateTopicsResponse) answer)
                                            .topics()
                                            .get(0)
                                            .error()));
        }

        private void takeId(BrokerLife life) {
            life.producerIds().next(id -> {
                asked++;
                if (id.isPresent() && !ids.add(id.getAsLong())) {
                    breaches.add("producer id " + id.getAsLong() + " is given twice");
                }
            });
        }

        /** What the broker leads gets all active replicas in sync, as its own image has it. */
        private void propose(int broker, BrokerLife life) {
            var image = cluster.nodes.get(broker).image();
            for (TopicImage topic : image.topics()) {
                for (int i = 0; i < topic.partitions().size(); i++) {
                    var state = topic.partitions().get(i);
                    var members = state.replicas().stream()
                            .filter(image::isActive)
                            .map(id -> new IsrProposal.Member(
                                    id,
                                    image.broker(id)
                                            .map(BrokerRegistration::epoch)
                                            .orElse(-1L)))
                            .toList();
                    if (state.leader() == broker) {
                        var id = new PartitionId(topic.id(), i);
                        life.isrChannel()
                                .propose(
                                        new IsrProposal(
                                                id,
                                                state.leaderEpoch(),
                                                state.partitionEpoch(),
                                                members,
                                                state.recovery()),
                                        error -> {});
                    }
                }
            }
        }

        void drain() {
            cluster.heal();
            for (int node = 0; node < NODES; node++) {
                if (!cluster.nodes.containsKey(node)) {
                    cluster.start(node);
                }
            }
            cluster.untilAllActive();
            cluster.world.runFor(10 * SECOND);
            var image = cluster.image();
            created.forEach((name, error) -> {
                boolean isThere = image.topic(name).isPresent();
                if (error == ErrorCode.NONE && !isThere) {
                    breaches.add(name + " was created and is not there");
                }
                if (error != ErrorCode.NONE && error != ErrorCode.REQUEST_TIMED_OUT && isThere) {
                    breaches.add(name + " was certainly not created, " + error + ", and is there");
                }
            });
            if (created.isEmpty() || asked == 0 || ids.isEmpty()) {
                breaches.add("nothing was asked");
            }
            cluster.nodes.values().forEach(node -> {
                if (node.image().version() != image.version()
                        || node.image().topics().size() != image.topics().size()) {
                    breaches.add("the metadata of node " + node.quorum().node() + " differ");
                }
            });
            OptionalLong leaderless = image.topics().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .filter(partition -> !partition.hasLeader())
                    .mapToLong(partition -> 1)
                    .reduce(Long::sum);
            if (leaderless.isPresent()) {
                breaches.add(leaderless.getAsLong() + " partitions have no leader although all brokers live");
            }
        }

        List<String> breaches() {
            var all = new ArrayList<>(cluster.breaches);
            all.addAll(breaches);
            return all;
        }
    }
}
