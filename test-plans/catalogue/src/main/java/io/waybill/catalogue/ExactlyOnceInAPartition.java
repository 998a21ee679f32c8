package io.waybill.catalogue;

import io.waybill.checker.Claim;
import io.waybill.fault.DiskFault;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.LinkFault;
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
 * What {@code acks=all} and idempotent producers promise together: within a partition and a producer session each
 * acknowledged message once, in the order in which it was sent. Storms are short, so that thousands of seeds can be
 * run; timeouts are shorter still, so that much goes wrong in them.
 */
final class ExactlyOnceInAPartition {

    private static final String TOPIC = "orders";
    private static final Victim LEADER = Victim.leader(TOPIC, 0);
    private static final Victim OTHER_LEADER = Victim.leader(TOPIC, 1);
    private static final LinkFault STALL = new LinkFault.Stall();
    private static final LinkFault BLACKHOLE = new LinkFault.Blackhole(millis(800));

    private ExactlyOnceInAPartition() {}

    static Plan plan() {
        Plan plan = new Plan(
                "exactly-once-in-a-partition",
                "Three brokers, three replicas, min.insync.replicas=2, acks=all, idempotent producers with five"
                        + " requests in flight, consumers with assigned partitions. Leaders are killed, lose power and"
                        + " stand still, are cut off from the others, from the controllers or in one direction only;"
                        + " all nodes lose power at once; connections break again and again; disks are slow or fail."
                        + " Whatever was acknowledged must be delivered once, in the order in which it was sent. One"
                        + " control sends without idempotence and must duplicate, another with acks=1 and must lose.",
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
                List.of(Profile.sized("long", plan, Duration.ofSeconds(60), Duration.ofSeconds(12), 1, 4)));
    }

    private static Configuration idempotent() {
        return new Configuration(
                "idempotent",
                cluster(),
                clients(Acks.ALL, true),
                phases(Duration.ofSeconds(10)),
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
                                Pressure.of(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, 1, 2),
                                Pressure.of(Moment.LEADERSHIP_MOVED, 1, 3),
                                new Pressure(
                                        Moment.APPENDED_BATCH_SENT_AGAIN,
                                        1,
                                        3,
                                        Set.of(Claim.AT_MOST_ONCE, Claim.EXACTLY_ONCE)))));
    }

    /** A majority is left alone at any time; what would take more is left out. */
    private static FaultPlan storm() {
        return FaultPlan.of(every(3_000, 6_000), Fault.kill(LEADER, lasting(800, 2_500)))
                .and(every(5_000, 10_000), powerCut(OTHER_LEADER, Fault.Loss.UNSYNCED))
                .and(every(6_000, 14_000), powerCut(LEADER, Fault.Loss.MID_SYNC))
                // The first batches of all sessions, and much later ones.
                .and(Schedule.after(millis(20), millis(220)), everythingWithoutPower())
                .and(every(5_000, 11_000), everythingWithoutPower())
                .and(every(4_000, 9_000), Fault.pause(OTHER_LEADER, lasting(500, 2_500)))
                .and(every(400, 1_200), reset(LEADER))
                .and(every(400, 1_200), reset(OTHER_LEADER))
                .and(every(6_000, 14_000), Fault.links(Shape.oneWayIn(LEADER), STALL, lasting(800, 2_000)))
                .and(every(6_000, 14_000), Fault.links(Shape.oneWayOut(OTHER_LEADER), BLACKHOLE, lasting(800, 2_000)))
                .and(every(6_000, 14_000), Fault.links(Shape.isolate(LEADER), STALL, lasting(800, 2_500)))
                .and(
                        every(6_000, 14_000),
                        Fault.links(Shape.isolate(Victim.quorumLeader()), STALL, lasting(800, 2_000)))
                .and(every(6_000, 14_000), Fault.links(Shape.fromControllers(LEADER), STALL, lasting(1_000, 2_500)))
                .and(every(4_000, 9_000), disk(LEADER, new DiskFault.Slow(millis(30))))
                .and(every(8_000, 16_000), disk(Victim.inSyncReplica(TOPIC, 0), new DiskFault.SyncFails()));
    }

    /**
     * The same cluster under broken connections alone. Some of them break between the append of a batch and its answer:
     * that is a duplicate each time, not only if luck will have it.
     */
    private static Configuration withoutIdempotence() {
        return new Configuration(
                "no-idempotence",
                cluster(),
                clients(Acks.ALL, false),
                phases(Duration.ofSeconds(4)),
                FaultPlan.of(
                                Schedule.when(
                                        Moment.APPENDED_AND_NOT_ANSWERED.sentence(), Duration.ZERO, Duration.ZERO, 6),
                                reset(Victim.all()))
                        .and(every(60, 180), reset(LEADER))
                        .and(every(60, 180), reset(OTHER_LEADER)),
                new Promise(Set.of(Claim.AT_MOST_ONCE, Claim.NO_PHANTOM), List.of()));
    }

    /**
     * The same cluster under the fault that loses what the leader alone has. The followers stand still for less time
     * than they may lag. The leader dies a while after it has acknowledged something alone: the first of it may be on
     * its way to a follower already, what comes after is nowhere else. It stays dead for longer than it takes to notice
     * it and to elect a controller and a leader; else it would come back with all it had, and lead again.
     */
    private static Configuration acksOne() {
        return new Configuration(
                "acks-one",
                cluster(),
                clients(Acks.LEADER, false),
                phases(Duration.ofSeconds(7)),
                FaultPlan.of(
                                Schedule.at(millis(200)),
                                new Fault.Pause(Victim.followers(TOPIC, 0), Span.of(millis(1_800)), Fault.Reach.ANY))
                        .and(
                                Schedule.when(
                                        Moment.ACKNOWLEDGED_BY_A_LONE_LEADER.sentence(), millis(400), millis(800), 1),
                                new Fault.Kill(LEADER, Span.of(Duration.ofSeconds(7)), Fault.Reach.ANY)),
                new Promise(
                        Set.of(Claim.AT_LEAST_ONCE, Claim.NO_PHANTOM),
                        List.of(new Pressure(Moment.LONE_LEADER_KILLED, 1, 1, Set.of(Claim.AT_LEAST_ONCE)))));
    }

    private static Fault powerCut(Victim victim, Fault.Loss loss) {
        return new Fault.PowerCut(victim, loss, lasting(800, 2_500), Fault.Reach.MINORITY);
    }

    /** Nobody remembers anything then but what is on disk, producers' sequences included. */
    private static Fault everythingWithoutPower() {
        return new Fault.PowerCut(Victim.all(), Fault.Loss.UNSYNCED, lasting(100, 800), Fault.Reach.ANY);
    }

    private static Fault reset(Victim leader) {
        return Fault.links(Shape.clientsFrom(leader), new LinkFault.Reset(), Span.of(millis(10)));
    }

    private static Fault disk(Victim victim, DiskFault fault) {
        return new Fault.OnDisk(victim, fault, lasting(500, 1_500), Fault.Reach.MINORITY);
    }

    private static ClusterSpec cluster() {
        return new ClusterSpec(
                3,
                Map.of(
                        "min.insync.replicas", "2",
                        "unclean.leader.election.enable", "false",
                        "broker.session.timeout.ms", "1000",
                        "broker.heartbeat.interval.ms", "200",
                        "replica.lag.time.max.ms", "2000",
                        "replica.fetch.backoff.ms", "100",
                        "replica.socket.timeout.ms", "1500",
                        // So that logs go on in new segments and producers' state is read from them again.
                        "log.segment.bytes", "16384"),
                List.of(new TopicSpec(TOPIC, 2, 3)));
    }

    private static Clients clients(Acks acks, boolean idempotent) {
        return new Clients(
                new Clients.Producers(
                        3,
                        acks,
                        idempotent,
                        5,
                        Duration.ofSeconds(30),
                        // Small batches, so that several are in flight.
                        Map.of(
                                "request.timeout.ms", "1000",
                                "retry.backoff.ms", "50",
                                "linger.ms", "20",
                                "batch.size", "400")),
                new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, Map.of("request.timeout.ms", "1500")),
                new Clients.Load(75, 60, 12, 5_000));
    }

    private static Phases phases(Duration storm) {
        return new Phases(Duration.ofSeconds(60), Duration.ZERO, storm, millis(500), Duration.ofSeconds(60));
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
