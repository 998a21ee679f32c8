package io.waybill.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Moment;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanBuilder;
import io.waybill.plan.Pressure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanBuilderTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Fault KILL = Fault.kill(Victim.leader("orders", 0), Span.of(SECOND));

    private static PlanBuilder begun() {
        return PlanBuilder.named("acknowledged-messages-survive")
                .description("Leaders are killed.")
                .on("reference")
                .configuration(
                        "acks-all",
                        one -> one.topic("orders", 2, 3)
                                .broker("min.insync.replicas", 2)
                                .producers(3)
                                .producer("linger.ms", 5)
                                .consumers(2, "billing")
                                .storm(Duration.ofSeconds(20))
                                .fault(Schedule.every(Duration.ofSeconds(5), Duration.ofSeconds(7)), KILL)
                                .claims(Claim.AT_LEAST_ONCE, Claim.AT_MOST_ONCE)
                                .pressure(Pressure.of(Moment.LEADERSHIP_MOVED, 1, 2)));
    }

    @Test
    void what_is_built_is_what_the_file_that_says_the_same_is_read_as() {
        Plan built = begun().control(
                        "acks-one",
                        "acks-all",
                        one -> one.acks(Acks.LEADER)
                                .faults(FaultPlan.of(Schedule.at(SECOND), KILL))
                                .claims(Claim.AT_LEAST_ONCE)
                                .pressure(),
                        "the leader dies with it",
                        Claim.AT_LEAST_ONCE)
                .seed(7)
                .build();

        Plan read = Corpus.read("""
                        waybill: 1
                        name: acknowledged-messages-survive
                        description: Leaders are killed.
                        cluster:
                          broker: reference
                          config: {min.insync.replicas: 2}
                          topics: {orders: {partitions: 2, replicas: 3}}
                        clients:
                          producers: {count: 3, config: {linger.ms: 5}}
                          consumers: {count: 2, scope: billing}
                        phases: {storm: 20s}
                        configurations:
                          acks-all:
                            faults: [{kill: leader(orders), every: 5s..7s, for: 1s}]
                            claims: [no-loss, no-duplicates]
                            pressure: {moments: {leadership-moved: {wanted: 2}}}
                        controls:
                          acks-one:
                            why: the leader dies with it
                            must-break: [no-loss]
                            clients: {producers: {config: {acks: 1}}}
                            faults: [{kill: leader(orders), at: 1s, for: 1s}]
                            claims: [no-loss]
                            pressure: {moments: {}}
                        seed: 7
                        """).plan();

        assertThat(built).isEqualTo(read);
        assertThat(Corpus.read(PlanText.of(built)).plan()).isEqualTo(built);
    }

    @Test
    void a_configuration_like_another_changes_nothing_of_it() {
        Plan plan = begun().configuration(
                        "few", "acks-all", one -> one.producer("linger.ms", 0).nodes(5))
                .build();

        assertThat(plan.configurations().get(0).clients().producers().config()).isEqualTo(Map.of("linger.ms", "5"));
        assertThat(plan.configurations().get(1).clients().producers().config()).isEqualTo(Map.of("linger.ms", "0"));
        assertThat(plan.configurations().get(1).cluster().nodes()).isEqualTo(5);
    }

    @Test
    void what_is_wrong_is_said_when_it_is_built() {
        assertThatThrownBy(() -> begun().configuration("none", "acks-all", one -> one.claims())
                        .build())
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("configuration none: there must be a claim, was none");
        assertThatThrownBy(() -> begun().configuration("none", "acks-some", one -> one))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("there is no configuration \"acks-some\" yet, expected one of [acks-all]");
    }
}
