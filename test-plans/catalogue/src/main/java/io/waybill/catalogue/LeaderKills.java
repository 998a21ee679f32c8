package io.waybill.catalogue;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Partition;
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
import io.waybill.plan.Profile;
import io.waybill.plan.Promise;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens to acknowledged messages when leaders die: with {@code acks=all} nothing, with {@code acks=1} they are
 * lost when the leader was alone in having them. Both configurations are the same cluster, so that the acknowledgements
 * make the difference.
 */
final class LeaderKills {

    private static final List<String> SYSTEMS = List.of("kafka", "reference");
    private static final String TOPIC = "orders";
    private static final Partition AIMED_AT = new Partition(TOPIC, 0);
    private static final Duration SHORT_CONTROL = Duration.ofSeconds(11);

    /**
     * A client that reaches no node forgets what it knows of the topic and holds up its caller until it learns it
     * again: better a send that certainly failed than seconds in which nothing is tried.
     */
    private static final Map<String, String> PRODUCER = Map.of("max.block.ms", "1000");

    private LeaderKills() {}

    static Plan acksAll() {
        Plan plan = new Plan(
                "acks-all-loses-nothing-when-leaders-die",
                "Three nodes, acks=all with idempotent producers and min.insync.replicas=2. Leaders are killed"
                        + " (SIGKILL) and restarted, followers are paused, and a leader is killed while all its"
                        + " followers stand still. Whatever was acknowledged must be delivered, once and in order."
                        + " The control sends with acks=1 and must lose messages.",
                SYSTEMS,
                List.of(strict()),
                List.of(new Control(
                        loose(),
                        Set.of(Claim.AT_LEAST_ONCE),
                        "acks=1: the leader acknowledges what no other node has, and dies with it")),
                List.of());
        return plan.withProfiles(List.of(Profile.sized("short", plan, Duration.ofSeconds(14), SHORT_CONTROL, 1, 2)));
    }

    static Plan acksOne() {
        Plan plan = new Plan(
                "acks-one-loses-acknowledged-messages-when-the-leader-dies",
                "Three nodes, acks=1. The followers stand still for less time than they may lag, so they still"
                        + " count as in sync; the leader goes on acknowledging alone; it is killed before they move"
                        + " again; one of them is elected without what it never fetched. This plan is expected to find"
                        + " lost messages: it shows what such a loss looks like.",
                SYSTEMS,
                List.of(loose()),
                List.of(),
                List.of());
        return plan.withProfiles(List.of(Profile.sized("short", plan, SHORT_CONTROL, SHORT_CONTROL, 1, 1)));
    }

    private static Configuration strict() {
        return new Configuration(
                "acks-all",
                cluster(),
                clients(Acks.ALL, true),
                phases(Duration.ofSeconds(28)),
                killsAndPauses(),
                new Promise(
                        Set.of(
                                Claim.AT_LEAST_ONCE,
                                Claim.AT_MOST_ONCE,
                                Claim.EXACTLY_ONCE,
                                Claim.NO_PHANTOM,
                                Claim.OFFSET_CONSISTENCY,
                                Claim.MONOTONIC_POLLS,
                                Claim.ORDER_PER_PRODUCER,
                                Claim.ORDER_PER_KEY,
                                Claim.ORDER_PER_PARTITION),
                        List.of(
                                Pressure.of(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, 2, 4),
                                Pressure.of(Moment.LEADER_KILLED_WHILE_A_FOLLOWER_WAS_BEHIND, 1, 3),
                                Pressure.of(Moment.LEADERSHIP_MOVED, 1, 3))));
    }

    /** First what the control dies of, then kills of whoever leads and pauses of whoever follows. */
    private static FaultPlan killsAndPauses() {
        return FaultPlan.of(
                        Schedule.after(Duration.ofMillis(500), Duration.ofSeconds(1)),
                        Fault.leaderKilledWhileFollowersStandStill(
                                AIMED_AT, Duration.ofMillis(2500), Duration.ofMillis(2000), Duration.ofSeconds(5)))
                .and(
                        Schedule.every(Duration.ofSeconds(5), Duration.ofSeconds(7)),
                        new Fault.Kill(
                                Victim.leader(TOPIC, 0),
                                Span.of(Duration.ofMillis(1500), Duration.ofMillis(2500)),
                                Fault.Reach.ANY))
                .and(
                        Schedule.every(Duration.ofSeconds(4), Duration.ofSeconds(6)),
                        new Fault.Pause(
                                Victim.follower(TOPIC, 1),
                                Span.of(Duration.ofMillis(1000), Duration.ofMillis(2000)),
                                // Also both at once: nothing may be acknowledged then, and nothing forgotten.
                                Fault.Reach.ANY));
    }

    private static Configuration loose() {
        return new Configuration(
                "acks-one",
                cluster(),
                clients(Acks.LEADER, false),
                phases(Duration.ofSeconds(12)),
                FaultPlan.of(
                        Schedule.at(Duration.ofMillis(500)),
                        // The node stays dead for longer than it takes to notice that (3 s), to elect a controller and
                        // a
                        // leader; else it would come back with all it had, and lead again.
                        Fault.leaderKilledWhileFollowersStandStill(
                                AIMED_AT, Duration.ofMillis(2500), Duration.ofMillis(2000), Duration.ofSeconds(9))),
                new Promise(
                        Set.of(Claim.AT_LEAST_ONCE, Claim.NO_PHANTOM),
                        List.of(new Pressure(Moment.LONE_LEADER_KILLED, 1, 1, Set.of(Claim.AT_LEAST_ONCE)))));
    }

    private static ClusterSpec cluster() {
        return new ClusterSpec(
                3,
                Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "false"),
                List.of(new TopicSpec(TOPIC, 3, 3)));
    }

    private static Clients clients(Acks acks, boolean idempotent) {
        return new Clients(
                new Clients.Producers(3, acks, idempotent, 5, Duration.ofSeconds(60), PRODUCER),
                new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                new Clients.Load(900, 100, 60, 50_000));
    }

    private static Phases phases(Duration storm) {
        return new Phases(
                Duration.ofSeconds(60),
                Duration.ofMillis(1500),
                storm,
                Duration.ofMillis(1500),
                Duration.ofSeconds(60));
    }
}
