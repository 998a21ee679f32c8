package io.waybill.simulation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Partition;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.history.file.ByteStore;
import io.waybill.plan.AwaitedMoment;
import io.waybill.plan.Clients;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.plan.Phases;
import io.waybill.plan.Promise;
import io.waybill.simulation.cluster.ClusterFlaws;
import io.waybill.simulation.cluster.ClusterListener;
import io.waybill.simulation.cluster.ClusterResult;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulator.trace.Trace;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that wait for a moment strike when it comes about, and what they hit is in the history. */
final class AwaitedMomentsSimulationTest {

    private static final int STRIKES = 4;

    private final List<Long> started = new ArrayList<>();
    private final List<Long> moved = new ArrayList<>();

    private static Configuration configuration(boolean idempotent, FaultPlan faults) {
        return new Configuration(
                "small",
                new ClusterSpec(
                        3,
                        Map.of("broker.session.timeout.ms", "600", "broker.heartbeat.interval.ms", "150"),
                        List.of(new TopicSpec("orders", 2, 3))),
                new Clients(
                        new Clients.Producers(
                                2,
                                Acks.ALL,
                                idempotent,
                                5,
                                Duration.ofSeconds(20),
                                Map.of("request.timeout.ms", "800")),
                        new Clients.Consumers(1, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                        new Clients.Load(60, 40, 4, 500)),
                new Phases(
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)),
                faults,
                new Promise(Set.of(Claim.AT_MOST_ONCE, Claim.AT_LEAST_ONCE), List.of()));
    }

    private static FaultPlan resetsBetweenAppendAndAnswer() {
        return FaultPlan.of(
                Schedule.when(Moment.APPENDED_AND_NOT_ANSWERED.sentence(), Duration.ZERO, Duration.ZERO, STRIKES),
                Fault.links(Shape.clientsFrom(Victim.all()), new LinkFault.Reset(), Span.of(Duration.ofMillis(10))));
    }

    private ClusterResult run(Configuration configuration, long seed) {
        var listener = new ClusterListener() {
            @Override
            public void faultStarted(FaultRecord fault, long nanos) {
                started.add(nanos);
            }

            @Override
            public void momentHit(Moment moment, String detail, long nanos) {
                if (moment == Moment.LEADERSHIP_MOVED) {
                    moved.add(nanos);
                }
            }
        };
        return ClusterRun.recorded(
                PlannedCluster.of(configuration, seed, ClusterFlaws.NONE),
                Trace.none(),
                ByteStore.inMemory(),
                new TreeMap<>(),
                listener);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_connection_that_breaks_between_append_and_answer_duplicates_what_has_no_sequence(long seed) {
        ClusterResult result = run(configuration(false, resetsBetweenAppendAndAnswer()), seed);

        assertThat(started).hasSize(STRIKES);
        assertThat(result.judgement().anomalies())
                .filteredOn(group -> group.kind().id().equals("retried-duplicate"))
                .singleElement()
                .satisfies(group -> assertThat(group.count()).isGreaterThanOrEqualTo(STRIKES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void under_the_same_faults_an_idempotent_producer_duplicates_nothing(long seed) {
        ClusterResult result = run(configuration(true, resetsBetweenAppendAndAnswer()), seed);

        assertThat(started).hasSize(STRIKES);
        assertThat(result.drained()).isTrue();
        assertThat(result.judgement().anomalies()).isEmpty();
        assertThat(result.moments().get(Moment.APPENDED_BATCH_SENT_AGAIN)).isGreaterThanOrEqualTo(STRIKES);
    }

    @Test
    void the_history_has_each_moment_that_is_counted() {
        ClusterResult result = run(configuration(true, resetsBetweenAppendAndAnswer()), 1);

        long again = result.moments().get(Moment.APPENDED_BATCH_SENT_AGAIN);
        assertThat(result.judgement().moments())
                .containsEntry(Moment.APPENDED_BATCH_SENT_AGAIN.sentence(), again)
                .doesNotContainKey(Moment.APPENDED_AND_NOT_ANSWERED.sentence());
        assertThat(result.moments()).doesNotContainKey(Moment.APPENDED_AND_NOT_ANSWERED);
    }

    @Test
    void a_fault_begins_so_long_after_its_moment_as_its_schedule_says_also_where_another_is_due_later() {
        Duration after = Duration.ofMillis(37);
        FaultPlan faults = FaultPlan.of(
                        Schedule.at(Duration.ofMillis(300)),
                        Fault.kill(Victim.leader("orders", 0), Span.of(Duration.ofMillis(1_200))))
                .and(
                        Schedule.when(Moment.LEADERSHIP_MOVED.sentence(), after, after, 1),
                        Fault.links(
                                Shape.clientsFrom(Victim.all()),
                                new LinkFault.Reset(),
                                Span.of(Duration.ofMillis(10))));

        run(configuration(true, faults), 1);

        assertThat(started).hasSize(2);
        assertThat(started.get(1)).isEqualTo(moved.get(0) + after.toNanos());
    }

    /** A follower stands still until it is out of sync, the leader dies, and who was out of sync may lead. */
    private static FaultPlan aLeaderThatDiesAlone(String moment) {
        return FaultPlan.of(
                        Schedule.at(Duration.ofMillis(200)),
                        Fault.pause(Victim.follower("orders", 0), Span.of(Duration.ofMillis(1_800))))
                .and(
                        Schedule.when(moment, Duration.ZERO, Duration.ZERO, 1),
                        new Fault.Kill(Victim.leader("orders", 0), Span.of(Duration.ofMillis(2_500)), Fault.Reach.ANY));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_leader_that_dies_when_it_is_alone_is_followed_by_an_unclean_one_and_its_log_is_cut(long seed) {
        String alone =
                AwaitedMoment.in(Moment.LONE_LEADER, new Partition("orders", 0)).name();

        ClusterResult result = run(uncleanPair(aLeaderThatDiesAlone(alone)), seed);

        assertThat(started).hasSize(2);
        assertThat(result.moments())
                .containsEntry(Moment.LAST_IN_SYNC_REPLICA_KILLED, 1)
                .containsEntry(Moment.LEADER_ELECTED_UNCLEANLY, 1)
                .hasEntrySatisfying(
                        Moment.LOG_TRUNCATED, hits -> assertThat(hits).isPositive())
                .hasEntrySatisfying(Moment.LONE_LEADER, hits -> assertThat(hits).isPositive());
    }

    @Test
    void a_leader_that_is_alone_in_another_partition_is_not_the_one_that_is_waited_for() {
        String elsewhere =
                AwaitedMoment.in(Moment.LONE_LEADER, new Partition("orders", 1)).name();

        ClusterResult result = run(uncleanPair(aLeaderThatDiesAlone(elsewhere)), 1);

        assertThat(started).hasSize(1);
        assertThat(result.moments())
                .containsEntry(Moment.LEADER_ELECTED_UNCLEANLY, 0)
                .hasEntrySatisfying(Moment.LONE_LEADER, hits -> assertThat(hits).isPositive());
    }

    /** Two replicas of which one is enough and either may lead. */
    private static Configuration uncleanPair(FaultPlan faults) {
        Configuration usual = configuration(true, faults);
        return new Configuration(
                usual.name(),
                new ClusterSpec(
                        3,
                        Map.of(
                                "broker.session.timeout.ms", "600",
                                "broker.heartbeat.interval.ms", "150",
                                "replica.lag.time.max.ms", "700",
                                "min.insync.replicas", "1",
                                "unclean.leader.election.enable", "true"),
                        List.of(new TopicSpec("orders", 2, 2))),
                usual.clients(),
                usual.phases(),
                faults,
                new Promise(Set.of(Claim.NO_PHANTOM), List.of()));
    }
}
