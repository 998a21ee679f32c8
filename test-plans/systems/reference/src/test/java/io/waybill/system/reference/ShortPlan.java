package io.waybill.system.reference;

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
import io.waybill.system.ClientLibrary;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return plan(cluster(2, 3), faults, library, List.of());
    }

    /** Returns the plan with two replicas of which one is enough, so that a leader can be alone and go on. */
    static Plan ofTwoReplicas(FaultPlan faults, Pressure... pressure) {
        return plan(cluster(1, 2), faults, ClientLibrary.USUAL, List.of(pressure));
    }

    private static Plan plan(ClusterSpec cluster, FaultPlan faults, ClientLibrary library, List<Pressure> pressure) {
        return new Plan(
                "nodes-die",
                "Nodes are killed while producers and consumers are at work.",
                List.of("reference"),
                List.of(new Configuration(
                        "acks-all", cluster, clients(library), phases(), faults, new Promise(PROMISED, pressure))),
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

    private static Clients clients(ClientLibrary library) {
        return new Clients(
                new Clients.Producers(2, Acks.ALL, true, 5, Duration.ofSeconds(60), Map.of()),
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
