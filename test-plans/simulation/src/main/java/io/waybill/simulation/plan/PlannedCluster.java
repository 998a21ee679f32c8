package io.waybill.simulation.plan;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.checker.Claim;
import io.waybill.environment.Randomness;
import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.fault.SwarmDraw;
import io.waybill.fault.Timeline;
import io.waybill.plan.Configuration;
import io.waybill.simulation.Drawn;
import io.waybill.simulation.cluster.ClusterFlaws;
import io.waybill.simulation.cluster.ClusterNodes;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.cluster.ClusterSetup;
import io.waybill.simulation.cluster.ClusterShape;
import io.waybill.simulation.cluster.ClusterStorm;
import io.waybill.simulator.settings.WorldSettings;
import io.waybill.system.ClientLibrary;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A plan's configuration in the simulated world. All nodes are brokers, the first three of them controllers too. What a
 * plan leaves open is what the harness sets for a real cluster as well, so that both notice a dead node in the same
 * time; what it leaves to the weather, a seed draws.
 */
public final class PlannedCluster {

    private static final double CALMEST_MILLIS = 0.1;
    private static final double WORST_MILLIS = 3;
    private static final double NANOS_A_MILLI = 1e6;

    private PlannedCluster() {}

    /**
     * Returns the run of a seed.
     *
     * @param planted flaws of brokers and producers, on purpose
     */
    public static ClusterSetup of(Configuration configuration, long seed, ClusterFlaws planted) {
        return of(configuration, seed, planted, all -> true);
    }

    /**
     * Returns the run of a seed with some of its faults, each as it would be among all of them.
     *
     * @param strikes which occurrences of the timeline are tried
     */
    public static ClusterSetup of(
            Configuration configuration, long seed, ClusterFlaws planted, Predicate<Timeline.Occurrence> strikes) {
        return new ClusterSetup(
                seed,
                shape(configuration).with(planted.nodes()).with(planted.clients()),
                configuration.clients(),
                true,
                configuration.phases(),
                new ClusterStorm(
                        configuration
                                .faults()
                                .timeline(seed, configuration.phases().storm())
                                .keeping(strikes),
                        // Of what can destroy anything there are power cuts alone, and the plan means them.
                        false,
                        ClusterStorm.Healing.EVERYTHING),
                world(Randomness.ofSeed(seed).fork("weather")),
                new TreeSet<>(configuration.promise().claims()));
    }

    /** Returns why a configuration cannot be carried out whole, one sentence each; empty where it can. */
    public static List<String> problems(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        configuration
                .cluster()
                .sortedConfig()
                .forEach((name, value) -> ConfigVocabulary.problem(ConfigScope.CLUSTER, name, value)
                        .ifPresent(problems::add));
        for (TopicSpec topic : configuration.cluster().topics()) {
            new TreeMap<>(topic.config())
                    .forEach((name, value) -> ConfigVocabulary.problem(ConfigScope.TOPIC, name, value)
                            .map(problem -> "topic " + topic.name() + ": " + problem)
                            .ifPresent(problems::add));
        }
        if (configuration.clients().library() == ClientLibrary.OFFICIAL) {
            problems.add(
                    "the official client cannot live in a simulated world: leave the client open, or say reference");
        }
        problems.addAll(ClusterRun.problems(configuration.clients()));
        problems.addAll(capabilities().problems(configuration.faults()));
        if (configuration.promise().claims().contains(Claim.RECOVERY)) {
            // Its bound would be one of virtual time, on links whose weather is drawn: nobody has said what that means.
            problems.add("recovery is not judged in the simulated world: leave the claim out, or use --env local");
        }
        return problems;
    }

    /**
     * Nothing that is durable may be destroyed. Where memory counts as durable, a power cut takes what was
     * acknowledged, as it does in the real world: whether that is a violation or what a control is there for, the plan
     * says.
     */
    private static Capabilities capabilities() {
        List<FaultKind> beyond = new ArrayList<>(Arrays.asList(FaultKind.values()));
        beyond.removeIf(kind -> kind.harm() == FaultKind.Harm.NONE);
        return Capabilities.all().without(beyond);
    }

    private static ClusterShape shape(Configuration configuration) {
        int nodes = configuration.cluster().nodes();
        return ClusterShape.of(
                ClusterNodes.combined(nodes),
                config(nodes, configuration.cluster().config()),
                configuration.cluster().topics());
    }

    private static SortedMap<String, String> config(int nodes, Map<String, String> planned) {
        int replicas = Math.min(3, nodes);
        SortedMap<String, String> config = new TreeMap<>();
        // What is acknowledged is on disk; a plan that wants Kafka's own way says so.
        config.put("log.flush.interval.messages", "1");
        config.put("default.replication.factor", Integer.toString(replicas));
        config.put("min.insync.replicas", Integer.toString(Math.max(1, replicas - 1)));
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        config.put("replica.lag.time.max.ms", "10000");
        config.put("replica.socket.timeout.ms", "5000");
        config.put("replica.fetch.backoff.ms", "200");
        config.put("auto.create.topics.enable", "false");
        config.put("num.partitions", "1");
        config.putAll(planned);
        return config;
    }

    private static WorldSettings world(Randomness random) {
        long nanos = (long) (Drawn.logUniform(random.fork("latency"), CALMEST_MILLIS, WORST_MILLIS) * NANOS_A_MILLI);
        boolean tail = random.fork("tail").chance(0.5);
        return Drawn.world(random.fork("world"), new SwarmDraw.Weather(Duration.ofNanos(nanos), tail));
    }
}
