package io.waybill.runner;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Moment;
import io.waybill.plan.Phases;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.plan.Promise;
import io.waybill.runner.toy.Flaw;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Small plans for the toy system: two partitions on three nodes, half a second of storm. */
final class ToyPlan {

    static final Set<Claim> CLAIMS = Set.of(
            Claim.AT_LEAST_ONCE,
            Claim.AT_MOST_ONCE,
            Claim.EXACTLY_ONCE,
            Claim.NO_PHANTOM,
            Claim.OFFSET_CONSISTENCY,
            Claim.MONOTONIC_POLLS,
            Claim.ORDER_PER_PRODUCER);

    /** How long to wait for what comes: nobody waits as long, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How long to wait for what does not come. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private ToyPlan() {}

    static Plan of(Configuration... configurations) {
        return new Plan(
                "a-toy-is-tried",
                "Tries the harness on a toy.",
                List.of("toy"),
                List.of(configurations),
                List.of(),
                List.of());
    }

    static Plan withControl(Configuration configuration, Configuration control) {
        return new Plan(
                "a-toy-is-tried",
                "Tries the harness on a toy.",
                List.of("toy"),
                List.of(configuration),
                List.of(new Control(control, Set.of(Claim.AT_LEAST_ONCE), "it forgets")),
                List.of());
    }

    /** Returns acks=all under kills of the leader. */
    static Configuration strict(Flaw flaw) {
        return new Configuration(
                "strict",
                cluster(flaw),
                clients(flaw, Acks.ALL, true),
                phases(flaw),
                FaultPlan.of(
                        Schedule.at(Duration.ofMillis(150)),
                        Fault.kill(Victim.leader("orders", 0), Span.of(Duration.ofMillis(100)))),
                new Promise(claims(flaw), List.of(Pressure.of(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, 1, 1))));
    }

    /** What was never refused cannot be seen to stay invisible: that claim is for the toy that refuses. */
    private static Set<Claim> claims(Flaw flaw) {
        return flaw == Flaw.DENIES ? Set.of(Claim.ABORTED_INVISIBLE) : CLAIMS;
    }

    /** Returns acks=1 under the fault that loses what the leader alone has. */
    static Configuration loose() {
        return new Configuration(
                "loose",
                cluster(Flaw.NONE),
                clients(Flaw.NONE, Acks.LEADER, false),
                phases(Flaw.NONE),
                FaultPlan.of(
                        Schedule.at(Duration.ofMillis(100)),
                        Fault.leaderKilledWhileFollowersStandStill(
                                new io.waybill.fault.Partition("orders", 0),
                                Duration.ofMillis(150),
                                Duration.ofMillis(100),
                                Duration.ofMillis(200))),
                new Promise(Set.of(Claim.AT_LEAST_ONCE), List.of(Pressure.of(Moment.LONE_LEADER_KILLED, 1, 1))));
    }

    static Configuration calm(Configuration configuration) {
        return under(configuration, FaultPlan.none());
    }

    static Configuration under(Configuration configuration, FaultPlan faults) {
        return new Configuration(
                configuration.name(),
                configuration.cluster(),
                configuration.clients(),
                configuration.phases(),
                faults,
                configuration.promise());
    }

    static Configuration lasting(Configuration configuration, Duration storm) {
        Phases phases = configuration.phases();
        return new Configuration(
                configuration.name(),
                configuration.cluster(),
                configuration.clients(),
                new Phases(phases.start(), phases.warmUp(), storm, phases.calm(), phases.drain()),
                configuration.faults(),
                configuration.promise());
    }

    private static ClusterSpec cluster(Flaw flaw) {
        Map<String, String> config = new TreeMap<>(flaw.setting());
        config.put("replica.lag.time.max.ms", "1500");
        return new ClusterSpec(3, config, List.of(new TopicSpec("orders", 2, 3)));
    }

    private static Phases phases(Flaw flaw) {
        return new Phases(
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                flaw == Flaw.DELIVERS_NOTHING ? IN_VAIN : PATIENCE);
    }

    private static Clients clients(Flaw flaw, Acks acks, boolean idempotent) {
        Duration deliveryTimeout = flaw == Flaw.ACKNOWLEDGES_NOTHING ? IN_VAIN : PATIENCE;
        return new Clients(
                new Clients.Producers(2, acks, idempotent, 5, deliveryTimeout, Map.of()),
                new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                new Clients.Load(1000, 64, 10, 5000));
    }
}
