package io.waybill.catalogue;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Partition;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
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
 * The main job: real nodes under kills, pauses and cut links, of which each acknowledged message must come out once and
 * in order. It has only faults that every world can do.
 */
final class KillsAndPartitions {

    private static final String TOPIC = "orders";
    private static final Partition AIMED_AT = new Partition(TOPIC, 0);
    private static final Victim LEADER = Victim.leader(TOPIC, 0);
    private static final Victim OTHER_LEADER = Victim.leader(TOPIC, 1);
    private static final LinkFault STALL = new LinkFault.Stall();

    private KillsAndPartitions() {}

    static Plan plan() {
        var plan = new Plan(
                "exactly-once-under-kills-and-one-way-partitions",
                "Three brokers, three replicas, min.insync.replicas=2, acks=all, idempotent producers. Leaders are killed"
                        + " (SIGKILL) and restarted, followers are paused, leaders are cut off in one direction only,"
                        + " from the others, from the controllers and from their clients. Whatever was acknowledged must"
                        + " be delivered once, in the order in which it was sent. One control sends without idempotence"
                        + " and must duplicate, another with acks=1 and must lose.",
                List.of("reference"),
                List.of(idempotent()),
                List.of(
                        new Control(
                                withoutIdempotence(),
                                Set.of(Claim.AT_MOST_ONCE),
                                "without idempotence a batch whose answer was lost is appended again"),
                        new Control(
                                acksOne(),
                                Set.of(Claim.AT_LEAST_ONCE),
                                "acks=1: the leader acknowledges what no other node has, and dies with it")),
                List.of());
        return plan.withProfiles(
                List.of(Profile.sized("short", plan, Duration.ofSeconds(16), Duration.ofSeconds(6), 1, 2)));
    }

    private static Configuration idempotent() {
        return new Configuration(
                "idempotent",
                cluster(),
                clients(Acks.ALL, true),
                phases(Duration.ofSeconds(32)),
                storm(),
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
                                Pressure.of(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, 1, 3),
                                Pressure.of(Moment.LEADERSHIP_MOVED, 1, 4),
                                new Pressure(
                                        Moment.APPENDED_BATCH_SENT_AGAIN,
                                        1,
                                        3,
                                        Set.of(Claim.AT_MOST_ONCE, Claim.EXACTLY_ONCE)))));
    }

    /** First what the controls die of, then whatever breaks leadership, in turns and at once. */
    private static FaultPlan storm() {
        return FaultPlan.of(Schedule.after(millis(300), millis(600)), loneLeaderDies())
                .and(Schedule.after(millis(5_500), millis(6_500)), answersAreLost())
                .and(every(6_000, 9_000), new Fault.Kill(LEADER, lasting(1_500, 2_500), Fault.Reach.ANY))
                .and(
                        every(6_000, 9_000),
                        new Fault.Pause(Victim.follower(TOPIC, 1), lasting(800, 1_600), Fault.Reach.ANY))
                .and(every(7_000, 10_000), Fault.links(Shape.oneWayIn(LEADER), STALL, lasting(1_500, 2_500)))
                .and(every(7_000, 10_000), Fault.links(Shape.oneWayOut(OTHER_LEADER), STALL, lasting(1_500, 2_500)))
                .and(every(9_000, 13_000), Fault.links(Shape.fromControllers(LEADER), STALL, lasting(1_500, 2_500)))
                .and(every(1_000, 3_000), reset(OTHER_LEADER));
    }

    private static Configuration withoutIdempotence() {
        return new Configuration(
                "no-idempotence",
                cluster(),
                clients(Acks.ALL, false),
                phases(Duration.ofSeconds(6)),
                FaultPlan.of(Schedule.at(millis(300)), answersAreLost())
                        .and(Schedule.at(millis(2_800)), answersAreLost()),
                new Promise(Set.of(Claim.AT_MOST_ONCE, Claim.NO_PHANTOM), List.of()));
    }

    private static Configuration acksOne() {
        return new Configuration(
                "acks-one",
                cluster(),
                clients(Acks.LEADER, false),
                phases(Duration.ofSeconds(6)),
                FaultPlan.of(Schedule.at(millis(300)), loneLeaderDies()),
                new Promise(
                        Set.of(Claim.AT_LEAST_ONCE, Claim.NO_PHANTOM),
                        List.of(new Pressure(Moment.LONE_LEADER_KILLED, 1, 1, Set.of(Claim.AT_LEAST_ONCE)))));
    }

    /**
     * The followers stand still for less time than they may lag, and the leader dies before they move again; for longer
     * than it takes to notice that and to elect a controller and a leader, or it would lead again with all it had.
     */
    private static Fault loneLeaderDies() {
        return Fault.leaderKilledWhileFollowersStandStill(
                AIMED_AT, millis(1_500), millis(1_200), Duration.ofSeconds(5));
    }

    /**
     * A follower stands still, so that what the leader appends waits for it and nobody is answered; then the clients'
     * connections break: whatever they sent meanwhile is in the log, and they send it again.
     */
    private static Fault answersAreLost() {
        Fault.Single pause = new Fault.Pause(Victim.follower(TOPIC, 0), Span.of(millis(1_500)), Fault.Reach.ANY);
        return new Fault.Combined(
                "answers lost while a follower stands still",
                List.of(new Fault.Step(Duration.ZERO, pause), new Fault.Step(millis(900), reset(LEADER))));
    }

    private static Fault.Single reset(Victim leader) {
        return Fault.links(Shape.clientsFrom(leader), new LinkFault.Reset(), Span.of(millis(10)));
    }

    private static ClusterSpec cluster() {
        return new ClusterSpec(
                3,
                Map.of(
                        "min.insync.replicas", "2",
                        "unclean.leader.election.enable", "false",
                        "broker.session.timeout.ms", "1500",
                        "broker.heartbeat.interval.ms", "300",
                        "replica.lag.time.max.ms", "4000",
                        "replica.fetch.backoff.ms", "100",
                        "replica.socket.timeout.ms", "2000"),
                List.of(new TopicSpec(TOPIC, 2, 3)));
    }

    private static Clients clients(Acks acks, boolean idempotent) {
        return new Clients(
                new Clients.Producers(
                        3,
                        acks,
                        idempotent,
                        5,
                        Duration.ofSeconds(60),
                        // A client that reaches no node holds up its caller until it learns of one again: better a send
                        // that certainly failed than seconds in which nothing is tried.
                        Map.of("max.block.ms", "1000", "request.timeout.ms", "3000")),
                new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                new Clients.Load(300, 100, 30, 50_000));
    }

    private static Phases phases(Duration storm) {
        return new Phases(Duration.ofSeconds(60), millis(500), storm, millis(500), Duration.ofSeconds(60));
    }

    private static Schedule every(long least, long most) {
        return Schedule.every(millis(least), millis(most));
    }

    private static Span lasting(long least, long most) {
        return Span.of(millis(least), millis(most));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
