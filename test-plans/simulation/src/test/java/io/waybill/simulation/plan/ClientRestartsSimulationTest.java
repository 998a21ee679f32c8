package io.waybill.simulation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.fault.ClientRole;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.plan.Phases;
import io.waybill.plan.Promise;
import io.waybill.simulation.cluster.ClusterFlaws;
import io.waybill.simulation.cluster.ClusterResult;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of a cluster that is well end and begin anew. */
final class ClientRestartsSimulationTest {

    private static final int STRIKES = 4;
    private static final Span DOWN = Span.of(Duration.ofMillis(100));

    private static ClusterResult run(ClientRole role, Clients.Resend resend, long seed) {
        Schedule betweenAppendAndAnswer =
                Schedule.when(Moment.APPENDED_AND_NOT_ANSWERED.sentence(), Duration.ZERO, Duration.ZERO, STRIKES);
        var configuration = new Configuration(
                "small",
                new ClusterSpec(3, Map.of(), List.of(new TopicSpec("orders", 2, 3))),
                new Clients(
                        // One producer: whoever is struck is the one whose answer is still to come.
                        new Clients.Producers(1, Acks.ALL, true, 5, Duration.ofSeconds(20), Map.of(), resend),
                        new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                        new Clients.Load(60, 40, 4, 500)),
                new Phases(
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)),
                FaultPlan.of(betweenAppendAndAnswer, new Fault.RestartClient(role, DOWN)),
                new Promise(
                        Set.of(Claim.AT_MOST_ONCE, Claim.AT_LEAST_ONCE, Claim.NO_PHANTOM, Claim.MONOTONIC_POLLS),
                        List.of()));
        return ClusterRun.of(PlannedCluster.of(configuration, seed, ClusterFlaws.NONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_an_idempotent_producer_sends_again_in_another_session_is_appended_twice(long seed) {
        ClusterResult result = run(ClientRole.PRODUCER, Clients.Resend.UNANSWERED, seed);

        assertThat(result.judgement().anomalies())
                .singleElement()
                .satisfies(group -> assertThat(group.kind().id()).isEqualTo("retried-duplicate"))
                .satisfies(group -> assertThat(group.count()).isGreaterThanOrEqualTo(STRIKES));
        assertThat(result.traffic().noReply()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_not_sent_again_is_there_once_and_nobody_knows(long seed) {
        ClusterResult result = run(ClientRole.PRODUCER, Clients.Resend.NONE, seed);

        assertThat(result.judgement().anomalies()).isEmpty();
        assertThat(result.traffic().noReply()).isGreaterThanOrEqualTo(STRIKES);
        // What the dead session had on its way may be appended while there is nobody to be restarted.
        assertThat(result.run().faults().getOrDefault("restart-producer", 0L)).isBetween(2L, (long) STRIKES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_consumer_that_begins_anew_misses_nothing_and_is_given_nothing_twice(long seed) {
        ClusterResult result = run(ClientRole.CONSUMER, Clients.Resend.NONE, seed);

        assertThat(result.judgement().anomalies()).isEmpty();
        assertThat(result.drained()).isTrue();
        assertThat(result.traffic().delivered())
                .isEqualTo(result.traffic().acknowledged() + result.traffic().noReply());
    }
}
