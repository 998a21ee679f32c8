package io.waybill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Promise PROMISE = new Promise(
            Set.of(Claim.AT_LEAST_ONCE), List.of(Pressure.of(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, 3, 10)));
    private static final FaultPlan KILLS =
            FaultPlan.of(Schedule.every(SECOND, SECOND), Fault.kill(Victim.leader("orders", 0), Span.of(SECOND)));

    private static Clients clients(int consumers, Acks acks, int inFlight, Clients.Load load) {
        return new Clients(
                new Clients.Producers(1, acks, true, inFlight, SECOND, Map.of()),
                new Clients.Consumers(consumers, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                load);
    }

    private static Clients goodClients() {
        return clients(1, Acks.ALL, 5, new Clients.Load(100, 100, 10, 1000));
    }

    private static Configuration configuration(String name, Clients clients, FaultPlan faults, Promise promise) {
        ClusterSpec cluster = new ClusterSpec(3, Map.of(), List.of(new TopicSpec("orders", 2, 3)));
        Phases phases = new Phases(SECOND, SECOND, Duration.ofSeconds(30), SECOND, SECOND);
        return new Configuration(name, cluster, clients, phases, faults, promise);
    }

    private static Configuration good(String name) {
        return configuration(name, goodClients(), KILLS, PROMISE);
    }

    private static Plan plan(Configuration... configurations) {
        Plan full = new Plan(
                "nothing-is-lost", "Kills leaders.", List.of("kafka"), List.of(configurations), List.of(), List.of());
        return full.withProfiles(
                List.of(Profile.sized("short", full, Duration.ofSeconds(5), Duration.ofSeconds(4), 1, 2)));
    }

    @Test
    void a_good_plan_has_no_problems() {
        assertThat(plan(good("strict")).problems()).isEmpty();
    }

    @Test
    void a_plan_for_a_cluster_to_which_nothing_is_done_keeps_its_claims_and_its_pressure_in_every_size() {
        Plan plan = plan(good("strict"));

        Configuration losing =
                good("losing").expecting(Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.BREAKS)));

        Plan untouched = plan.untouched();

        assertThat(losing.untouched().promise().expectations().of(Claim.AT_LEAST_ONCE))
                .isEqualTo(Expectation.MAY_BREAK);
        assertThat(untouched.problems()).isEmpty();
        assertThat(List.of(untouched, untouched.scaledTo("short"))).allSatisfy(each -> {
            assertThat(each.configurations().get(0).faults().faults()).isEmpty();
        });
        assertThat(untouched.configurations().get(0).promise()).isEqualTo(PROMISE);
        assertThat(untouched.untouched()).isEqualTo(untouched);
    }

    @Test
    void a_plan_runs_on_several_systems_each_named_once() {
        Plan several = new Plan(
                "nothing-is-lost",
                "Kills leaders.",
                List.of("kafka", "reference"),
                List.of(good("a")),
                List.of(),
                List.of());
        Plan twice = new Plan(
                "nothing-is-lost",
                "Kills leaders.",
                List.of("kafka", "kafka"),
                List.of(good("a")),
                List.of(),
                List.of());
        Plan nowhere =
                new Plan("nothing-is-lost", "Kills leaders.", List.of(), List.of(good("a")), List.of(), List.of());

        assertThat(several.problems()).isEmpty();
        assertThat(several.runsOn("reference")).isTrue();
        assertThat(several.runsOn("rabbitmq")).isFalse();
        assertThat(twice.problems()).containsExactly("there must be one system \"kafka\", were two");
        assertThat(nowhere.problems()).containsExactly("a plan must have a system that it can be run on, had none");
    }

    @Test
    void all_problems_are_said_at_once() {
        Plan wrong = new Plan("Nothing Lost", " ", List.of("kafka"), List.of(), List.of(), List.of());

        assertThatThrownBy(wrong::checked)
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "name of a plan must be lower-case words joined by hyphens,"
                                                + " was \"Nothing Lost\"",
                                        "a plan must say in its description what it does, was empty",
                                        "a plan must have a configuration, had none"));
    }

    @Test
    void clients_that_cannot_work_are_refused() {
        Clients wrong = clients(3, Acks.LEADER, 6, new Clients.Load(0, 10, 0, 0));

        assertThat(plan(configuration("loose", wrong, KILLS, PROMISE)).problems())
                .containsExactly(
                        "configuration loose: idempotent producers need acks=all, was LEADER",
                        "configuration loose: idempotent producers must have at most 5 requests in flight, was 6",
                        "configuration loose: there must not be more consumers than partitions, were 3 and 2",
                        "configuration loose: messages a second must be >= 1, was 0",
                        "configuration loose: bytes of a payload must be >= 34, was 10",
                        "configuration loose: number of keys must be >= 1, was 0",
                        "configuration loose: backlog must be >= 1, was 0");
    }

    @Test
    void a_fault_must_aim_at_what_there_is() {
        FaultPlan faults = FaultPlan.of(Schedule.at(SECOND), Fault.kill(Victim.leader("orders", 2), Span.of(SECOND)))
                .and(Schedule.at(SECOND), Fault.pause(Victim.node(4), Span.of(SECOND)));

        assertThat(plan(configuration("strict", goodClients(), faults, PROMISE)).problems())
                .containsExactly(
                        "configuration strict: kill aims at orders-2, expected one of [orders-0, orders-1]",
                        "configuration strict: pause aims at node 4, expected 1 to 3");
    }

    @Test
    void a_fault_that_would_never_begin_is_refused() {
        FaultPlan faults = FaultPlan.of(Schedule.at(Duration.ofSeconds(30)), Fault.kill(Victim.any(), Span.of(SECOND)));

        assertThat(plan(configuration("strict", goodClients(), faults, PROMISE)).problems())
                .containsExactly(
                        "configuration strict: \"kill any node for 1s\" would never begin: at 30s is not within"
                                + " the storm of 30000 ms");
    }

    @Test
    void a_control_must_break_what_it_claims() {
        Plan plan = new Plan(
                "nothing-is-lost",
                "Kills leaders.",
                List.of("kafka"),
                List.of(good("strict")),
                List.of(new Control(good("loose"), Set.of(Claim.NO_PHANTOM), "it lies")),
                List.of());

        assertThat(plan.problems()).containsExactly("configuration loose: no-phantom must break but is not claimed");
    }

    @Test
    void two_configurations_cannot_have_one_name() {
        assertThat(plan(good("strict"), good("strict")).problems())
                .containsExactly("there must be one configuration \"strict\", were two");
    }

    @Test
    void pressure_must_not_want_less_than_it_requires_nor_speak_of_what_is_not_claimed() {
        Promise promise = new Promise(
                Set.of(Claim.AT_LEAST_ONCE),
                List.of(new Pressure(Moment.LEADERSHIP_MOVED, 3, 2, Set.of(Claim.NO_PHANTOM))));

        assertThat(plan(configuration("strict", goodClients(), KILLS, promise)).problems())
                .containsExactly(
                        "configuration strict: pressure \"leadership moved\" wanted must be >= required, were 2 and 3",
                        "configuration strict: pressure \"leadership moved\" is for no-phantom, which is not claimed");
    }

    @Test
    void what_nobody_counts_is_no_pressure() {
        Promise promise =
                new Promise(Set.of(Claim.AT_LEAST_ONCE), List.of(Pressure.of(Moment.APPENDED_AND_NOT_ANSWERED, 1, 1)));

        assertThat(plan(configuration("strict", goodClients(), KILLS, promise)).problems())
                .containsExactly(
                        "configuration strict: pressure \"appended and not answered yet\" is for faults to wait"
                                + " for: nobody counts it");
    }

    @Test
    void a_fault_waits_for_a_moment_that_there_is() {
        Fault kill = Fault.kill(Victim.leader("orders", 0), Span.of(SECOND));
        FaultPlan known =
                FaultPlan.of(Schedule.when(Moment.APPENDED_AND_NOT_ANSWERED.sentence(), SECOND, SECOND, 1), kill);
        FaultPlan unknown = FaultPlan.of(Schedule.when("leader moved", SECOND, SECOND, 1), kill);

        assertThat(plan(configuration("strict", goodClients(), known, PROMISE)).problems())
                .isEmpty();
        assertThat(plan(configuration("strict", goodClients(), unknown, PROMISE))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("configuration strict: \"kill leader of orders-0 for 1s\" would never begin: it waits for"
                        + " \"leader moved\", which is no moment, expected one of [leader killed")
                .contains("leadership moved");
    }

    @Test
    void a_profile_shortens_the_storm_and_never_asks_for_more_pressure() {
        Configuration scaled =
                plan(good("strict")).scaledTo("short").configurations().get(0);

        assertThat(scaled.phases().storm()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scaled.promise().pressure())
                .containsExactly(Pressure.of(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, 1, 2));
    }

    @Test
    void what_is_wrong_in_another_size_alone_is_said_of_that_size() {
        Plan plan = plan(good("strict"));
        Plan tooShort = plan.withProfiles(List.of(Profile.sized("tiny", plan, Duration.ofSeconds(1), SECOND, 1, 1)));

        assertThat(tooShort.findings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("profiles.tiny"))
                .asString()
                .startsWith(
                        "configuration strict: in profile tiny \"kill leader of orders-0 for 1s\" would never begin");
    }

    @Test
    void each_problem_has_its_place() {
        FaultPlan faults = KILLS.and(Schedule.at(SECOND), Fault.pause(Victim.node(4), Span.of(SECOND)));

        assertThat(plan(configuration("strict", goodClients(), faults, PROMISE)).findings())
                .containsExactly(
                        new PlanProblem(Optional.of("strict"), "faults[1]", "pause aims at node 4, expected 1 to 3"));
    }

    @Test
    void recovery_is_claimed_with_its_bound() {
        Promise unbounded = new Promise(Set.of(Claim.RECOVERY), List.of());
        Promise bounded = new Promise(Set.of(Claim.RECOVERY), List.of(), Optional.of(SECOND));

        assertThat(plan(configuration("strict", goodClients(), KILLS, unbounded))
                        .problems())
                .containsExactly("configuration strict: recovery is claimed with its bound, such as recovery:"
                        + " {within: 10s}, and only so");
        assertThat(plan(configuration("strict", goodClients(), KILLS, bounded)).problems())
                .isEmpty();
    }

    @Test
    void an_unknown_profile_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> plan(good("strict")).scaledTo("shrot"))
                .hasMessage("plan nothing-is-lost: unknown profile \"shrot\", expected one of [short]");
    }
}
