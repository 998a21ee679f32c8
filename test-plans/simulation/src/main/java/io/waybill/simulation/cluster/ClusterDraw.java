package io.waybill.simulation.cluster;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.checker.Claim;
import io.waybill.environment.Randomness;
import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.fault.Swarm;
import io.waybill.fault.SwarmDraw;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.plan.Phases;
import io.waybill.simulation.Drawn;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a seed draws of a run. Sizes are small and limits tight, so that in some virtual seconds segments end, replicas
 * fall out of sync and come back, and leaders change.
 */
public final class ClusterDraw {

    private static final String TOPIC = "orders";
    private static final int PRODUCERS = 3;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private final Randomness random;
    private final SwarmDraw swarm;
    private final boolean syncs;
    private final int partitions;
    private final boolean racks;
    private final Acks acks;
    private final boolean idempotent;

    private ClusterDraw(long seed, String profile) {
        this.random = Randomness.ofSeed(seed).fork("draw");
        this.syncs = !random.fork("syncs").chance(0.15);
        this.partitions = 1 + random.fork("partitions").nextInt(3);
        this.racks = random.fork("racks").chance(0.25);
        this.swarm = Swarm.named(profile)
                .orElseThrow(() -> new IllegalArgumentException("there is no profile \"" + profile + "\""))
                .draw(seed, capabilities(profile), roles());
        double kind = random.fork("acks").nextDouble();
        this.acks = kind < 0.07 ? Acks.LEADER : kind < 0.1 ? Acks.NONE : Acks.ALL;
        this.idempotent = kind >= 0.16;
    }

    /**
     * Returns the run of a seed.
     *
     * @param profile what breaks: the name of a {@link Swarm}
     * @param mutants flaws that are planted on purpose
     */
    public static ClusterSetup of(long seed, String profile, BrokerMutants mutants) {
        return new ClusterDraw(seed, profile).setup(seed, mutants);
    }

    private ClusterSetup setup(long seed, BrokerMutants mutants) {
        int brokers = swarm.nodes();
        Duration storm = storm(random.fork("storm"));
        var shape = new ClusterShape(
                nodes(random.fork("nodes"), brokers),
                config(random.fork("config")),
                List.of(new TopicSpec(TOPIC, partitions, 3)),
                Drawn.timing(random.fork("timing")),
                Drawn.limits(random.fork("limits")),
                mutants,
                List.of());
        var phases = new Phases(START, WARM_UP, storm, Duration.ZERO, START);
        return new ClusterSetup(
                seed,
                shape,
                clients(random.fork("clients")),
                random.fork("sharing").chance(0.3),
                phases,
                new ClusterStorm(swarm.faults().timeline(seed, storm), swarm.guarded(), ClusterStorm.Healing.A_CORE),
                Drawn.world(random.fork("world"), swarm.weather()),
                claims());
    }

    /** Where data must not be destroyed, what would only be refused is not drawn, and leaves its rate to the rest. */
    private Capabilities capabilities(String profile) {
        if (!Swarm.named(profile).map(Swarm::guarded).orElse(false)) {
            return Capabilities.all();
        }
        List<FaultKind> beyond = new ArrayList<>(Arrays.asList(FaultKind.values()));
        beyond.removeIf(kind -> kind.harm() == FaultKind.Harm.NONE);
        if (!syncs) {
            beyond.addAll(List.of(FaultKind.POWER_CUT, FaultKind.POWER_CUT_MID_SYNC));
        }
        return Capabilities.all().without(beyond);
    }

    private List<Victim> roles() {
        List<Victim> roles = new ArrayList<>(List.of(Victim.quorumLeader()));
        for (int partition = 0; partition < partitions; partition++) {
            roles.add(Victim.leader(TOPIC, partition));
            roles.add(Victim.inSyncReplica(TOPIC, partition));
            roles.add(Victim.laggingReplica(TOPIC, partition));
        }
        return roles;
    }

    private ClusterNodes nodes(Randomness random, int brokers) {
        boolean separate = random.fork("separate").chance(0.25);
        int controllers = random.fork("controllers").chance(0.3) ? 1 : 3;
        return new ClusterNodes(brokers, controllers, separate, racks, loops(random.fork("loops")));
    }

    /** Returns how many loops each node has: half of the runs are of nodes with one. */
    private static int loops(Randomness random) {
        double kind = random.nextDouble();
        return kind < 0.5 ? 1 : kind < 0.8 ? 2 : 3;
    }

    private SortedMap<String, String> config(Randomness random) {
        SortedMap<String, String> config = new TreeMap<>();
        double least = random.fork("least").nextDouble();
        put(config, "min.insync.replicas", least < 0.2 ? 1 : least < 0.9 ? 2 : 3);
        config.put("unclean.leader.election.enable", "false");
        config.put("auto.create.topics.enable", "false");
        put(config, "log.flush.interval.messages", syncs ? 1 : Long.MAX_VALUE);
        int session = Drawn.size(random.fork("session"), 600, 9_000);
        put(config, "broker.session.timeout.ms", session);
        put(
                config,
                "broker.heartbeat.interval.ms",
                session / (3 + random.fork("heartbeat").nextInt(4)));
        int lag = Drawn.size(random.fork("lag"), 300, 10_000);
        put(config, "replica.lag.time.max.ms", lag);
        put(config, "replica.fetch.wait.max.ms", Math.min(wait(random.fork("wait")), lag / 2));
        put(config, "replica.fetch.backoff.ms", Drawn.size(random.fork("backoff"), 20, 1_000));
        put(config, "replica.fetch.max.bytes", Drawn.size(random.fork("fetch"), 256, 1 << 20));
        put(config, "log.segment.bytes", Drawn.size(random.fork("segment"), 1_024, 65_536));
        put(config, "log.index.interval.bytes", Drawn.size(random.fork("index"), 1, 4_096));
        put(config, "log.retention.ms", -1);
        put(config, "replica.high.watermark.checkpoint.interval.ms", Drawn.size(random.fork("checkpoint"), 200, 5_000));
        put(config, "leader.imbalance.check.interval.seconds", Drawn.size(random.fork("imbalance"), 1, 20));
        return config;
    }

    /**
     * Returns how long a fetch that finds nothing is held, mostly about as long as Kafka's. Each that ends by time
     * costs as much as one that brings records and shows less, so few runs have many of them.
     */
    private static int wait(Randomness random) {
        return random.chance(0.05) ? Drawn.size(random, 10, 100) : Drawn.size(random, 100, 500);
    }

    private static void put(SortedMap<String, String> config, String name, long value) {
        config.put(name, Long.toString(value));
    }

    private Clients clients(Randomness random) {
        int inFlight = 1 + random.fork("in-flight").nextInt(5);
        var producers = new Clients.Producers(
                PRODUCERS,
                acks,
                idempotent,
                inFlight,
                Duration.ofMillis(Drawn.size(random.fork("delivery"), 3_000, 30_000)),
                producerConfig(random.fork("producer")));
        var consumers = new Clients.Consumers(
                2 + random.fork("consumers").nextInt(2),
                "billing",
                Isolation.READ_UNCOMMITTED,
                consumerConfig(random.fork("consumer")));
        var load = new Clients.Load(
                Math.max(PRODUCERS, (int) swarm.operationsPerSecond()),
                40 + random.fork("payload").nextInt(160),
                partitions + random.fork("keys").nextInt(10),
                200);
        return new Clients(producers, consumers, load);
    }

    private static SortedMap<String, String> producerConfig(Randomness random) {
        SortedMap<String, String> config = new TreeMap<>();
        put(config, "request.timeout.ms", Drawn.size(random.fork("request"), 500, 2_500));
        put(config, "linger.ms", random.fork("linger").chance(0.5) ? 0 : Drawn.size(random.fork("ms"), 1, 200));
        put(config, "batch.size", Drawn.size(random.fork("batch"), 200, 16_384));
        put(config, "retry.backoff.ms", Drawn.size(random.fork("backoff"), 10, 300));
        return config;
    }

    private SortedMap<String, String> consumerConfig(Randomness random) {
        SortedMap<String, String> config = new TreeMap<>();
        if (racks) {
            int near = 1 + random.fork("rack").nextInt(swarm.nodes());
            config.put("client.rack", ClusterNodes.rack(near));
        }
        put(config, "request.timeout.ms", Drawn.size(random.fork("request"), 500, 2_500));
        put(config, "fetch.max.wait.ms", wait(random.fork("wait")));
        put(config, "max.poll.records", Drawn.size(random.fork("records"), 1, 500));
        put(config, "max.partition.fetch.bytes", Drawn.size(random.fork("bytes"), 256, 1 << 20));
        return config;
    }

    /** Returns what the cluster promises these producers and their readers. */
    private SortedSet<Claim> claims() {
        SortedSet<Claim> claims =
                new TreeSet<>(List.of(Claim.NO_PHANTOM, Claim.MONOTONIC_POLLS, Claim.ABORTED_INVISIBLE));
        if (acks == Acks.ALL) {
            claims.add(Claim.AT_LEAST_ONCE);
            claims.add(Claim.OFFSET_CONSISTENCY);
            claims.add(Claim.ORDER_PER_PARTITION);
        }
        if (idempotent) {
            claims.addAll(
                    List.of(Claim.AT_MOST_ONCE, Claim.EXACTLY_ONCE, Claim.ORDER_PER_PRODUCER, Claim.ORDER_PER_KEY));
        }
        return claims;
    }

    /** Short runs find as much a second as long ones, and what they find is shorter to read. */
    private Duration storm(Randomness own) {
        return own.chance(0.3) ? Duration.ofSeconds(5 + own.nextInt(12)) : swarm.storm();
    }
}
