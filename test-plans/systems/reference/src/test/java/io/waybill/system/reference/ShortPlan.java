package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.fault.FaultPlan;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.plan.Configuration;
import io.waybill.plan.Phases;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.plan.Promise;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import io.waybill.runner.Venue;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ClusterSpec;
import io.waybill.system.Places;
import io.waybill.system.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A plan of a few seconds: three nodes, acks=all, idempotent producers, and whatever faults a test brings. */
final class ShortPlan {

    static final Set<Claim> PROMISED = Set.of(
            Claim.AT_LEAST_ONCE,
            Claim.AT_MOST_ONCE,
            Claim.EXACTLY_ONCE,
            Claim.NO_PHANTOM,
            Claim.OFFSET_CONSISTENCY,
            Claim.MONOTONIC_POLLS,
            Claim.ORDER_PER_PRODUCER,
            Claim.ORDER_PER_KEY,
            Claim.ORDER_PER_PARTITION);

    private ShortPlan() {}

    static Plan of(FaultPlan faults, ClientLibrary library) {
        return plan(cluster(2, 3), faults, clients(library, Map.of()), List.of());
    }

    /** Returns the plan with two replicas of which one is enough, so that a leader can be alone and go on. */
    static Plan ofTwoReplicas(FaultPlan faults, Pressure... pressure) {
        return plan(cluster(1, 2), faults, clients(ClientLibrary.USUAL, Map.of()), List.of(pressure));
    }

    /** Returns the plan with producers that wait for more to send, so that something is under way at any time. */
    static Plan ofLingering(FaultPlan faults, Pressure... pressure) {
        return plan(
                cluster(2, 3),
                faults,
                clients(ClientLibrary.USUAL, Map.of("linger.ms", "100", "request.timeout.ms", "1000")),
                List.of(pressure));
    }

    /**
     * Runs a plan on nodes that are processes.
     *
     * @param directory where the run and its nodes are kept
     * @param flaws what to plant in the nodes
     */
    static RunResult run(Plan plan, Path directory, List<String> flaws) {
        return run(plan, directory, places -> Runner.local(plan, Optional.of("reference"), places, flaws));
    }

    /** Runs a plan at a venue. */
    static RunResult run(Plan plan, Path directory, Function<RunRequest.Places, Venue> venue) {
        RunRequest.Places places = new RunRequest.Places(
                directory.resolve("store"),
                directory.resolve("scratch"),
                Places.ofThisUser().cache());
        RunResult result = Runner.run(
                new RunRequest(plan, 0x5eed, Optional.empty(), places), venue.apply(places), new RunListener() {});
        assertThat(result.failure()).isEmpty();
        return result;
    }

    private static Plan plan(ClusterSpec cluster, FaultPlan faults, Clients clients, List<Pressure> pressure) {
        return new Plan(
                "nodes-die",
                "Nodes are killed while producers and consumers are at work.",
                List.of("reference"),
                List.of(new Configuration(
                        "acks-all", cluster, clients, phases(), faults, new Promise(PROMISED, pressure))),
                List.of(),
                List.of());
    }

    private static ClusterSpec cluster(int least, int replicas) {
        return new ClusterSpec(
                3,
                Map.of(
                        "min.insync.replicas", Integer.toString(least),
                        "replica.lag.time.max.ms", "1000",
                        "broker.session.timeout.ms", "1000",
                        "broker.heartbeat.interval.ms", "200"),
                List.of(new TopicSpec("orders", 2, replicas)));
    }

    private static Clients clients(ClientLibrary library, Map<String, String> producers) {
        return new Clients(
                new Clients.Producers(2, Acks.ALL, true, 5, Duration.ofSeconds(60), producers),
                new Clients.Consumers(1, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                new Clients.Load(300, 100, 20, 20_000),
                library);
    }

    private static Phases phases() {
        return new Phases(
                Duration.ofSeconds(120),
                Duration.ofMillis(200),
                Duration.ofMillis(5_500),
                Duration.ofMillis(200),
                Duration.ofSeconds(90));
    }
}
