package io.waybill.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.campaign.SeedRange;
import io.waybill.checker.Claim;
import io.waybill.checker.RunVerdict;
import io.waybill.checker.Verdict;
import io.waybill.fault.DiskFault;
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
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Moment;
import io.waybill.plan.Phases;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.plan.Promise;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small plans under a few seeds of a real cluster in the simulated world. */
final class PlanCampaignSimulationTest {

    private static final SeedRange SEEDS = new SeedRange(1, 3);
    private static final Victim LEADER = Victim.leader("orders", 0);

    private static Configuration configuration(String name, Acks acks, FaultPlan faults, Promise promise) {
        return new Configuration(
                name,
                new ClusterSpec(
                        3,
                        Map.of("broker.session.timeout.ms", "600", "broker.heartbeat.interval.ms", "150"),
                        List.of(new TopicSpec("orders", 1, 3))),
                new Clients(
                        new Clients.Producers(
                                2,
                                acks,
                                acks == Acks.ALL,
                                5,
                                Duration.ofSeconds(20),
                                Map.of("request.timeout.ms", "800")),
                        new Clients.Consumers(1, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                        new Clients.Load(60, 40, 4, 500)),
                new Phases(
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)),
                faults,
                promise);
    }

    private static Configuration strict(Moment moment) {
        return configuration(
                "strict",
                Acks.ALL,
                FaultPlan.of(
                                Schedule.every(Duration.ofMillis(1_500), Duration.ofSeconds(2)),
                                Fault.kill(LEADER, Span.of(Duration.ofMillis(700))))
                        .and(
                                Schedule.every(Duration.ofMillis(100), Duration.ofMillis(300)),
                                Fault.links(
                                        Shape.clientsFrom(LEADER),
                                        new LinkFault.Reset(),
                                        Span.of(Duration.ofMillis(10)))),
                new Promise(
                        Set.of(Claim.AT_LEAST_ONCE, Claim.AT_MOST_ONCE),
                        List.of(new Pressure(moment, 1, 1, Set.of(Claim.AT_LEAST_ONCE)))));
    }

    private static Control loose() {
        Fault fault = Fault.leaderKilledWhileFollowersStandStill(
                new Partition("orders", 0), Duration.ofMillis(900), Duration.ofMillis(700), Duration.ofSeconds(4));
        Configuration configuration = configuration(
                "loose",
                Acks.LEADER,
                FaultPlan.of(Schedule.at(Duration.ofMillis(100)), fault),
                new Promise(Set.of(Claim.AT_LEAST_ONCE), List.of()));
        return new Control(configuration, Set.of(Claim.AT_LEAST_ONCE), "the leader is alone in having it");
    }

    private static Plan plan(Configuration configuration) {
        return new Plan(
                "nothing-is-lost",
                "Kills leaders.",
                List.of("reference"),
                List.of(configuration),
                List.of(loose()),
                List.of());
    }

    private static PlanSummary run(Plan plan, int threads, PlanCampaign.Listener listener) {
        return new PlanCampaign(plan, SEEDS, PlantedFlaws.NONE, 2, threads).run("test", listener);
    }

    @Test
    void what_a_campaign_comes_to_does_not_depend_on_the_threads() {
        Plan plan = plan(strict(Moment.LEADERSHIP_MOVED));
        List<Long> told = new ArrayList<>();

        PlanSummary alone = run(plan, 1, new PlanCampaign.Listener() {});
        PlanSummary several = run(plan, 3, new PlanCampaign.Listener() {
            @Override
            public void ran(long seed, List<SimulatedConfiguration> results) {
                told.add(seed);
            }
        });

        assertThat(several.hash()).isEqualTo(alone.hash());
        assertThat(several.configurations()).isEqualTo(alone.configurations());
        assertThat(told).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_sound_cluster_holds_and_the_controls_of_some_seeds_break() {
        PlanSummary summary = run(plan(strict(Moment.LEADERSHIP_MOVED)), 2, new PlanCampaign.Listener() {});

        assertThat(summary.verdict()).as("%s", summary).isEqualTo(RunVerdict.HOLDS);
        assertThat(summary.seeds()).isEqualTo(3);
        assertThat(summary.runs()).isEqualTo(5);
        ConfigurationCount strict = summary.configurations().get(0);
        assertThat(strict.claims()).extracting(ClaimCount::held).containsExactly(3L, 3L);
        assertThat(strict.moments().get(0).hits()).isGreaterThanOrEqualTo(3);
        ConfigurationCount loose = summary.configurations().get(1);
        assertThat(loose.seeds()).isEqualTo(2);
        assertThat(loose.unbroken()).isEmpty();
    }

    @Test
    void a_claim_whose_moment_came_about_in_no_seed_is_unknown() {
        PlanSummary summary = run(plan(strict(Moment.LONE_LEADER_KILLED)), 2, new PlanCampaign.Listener() {});

        assertThat(summary.verdict()).isEqualTo(RunVerdict.UNKNOWN);
        List<ClaimCount> claims = summary.configurations().get(0).claims();
        assertThat(claims.get(0).verdict()).isEqualTo(new Verdict.Holds(3));
        assertThat(claims.get(1).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown ->
                                assertThat(unknown.reason()).contains("lone leader killed", "0 of 1 times required"));
    }

    @Test
    void a_repetition_is_the_same_run() {
        PlanReplay replay = new PlanReplay(plan(strict(Moment.LEADERSHIP_MOVED)), 2, PlantedFlaws.NONE);

        List<SimulatedConfiguration> first = replay.run("test");
        List<SimulatedConfiguration> second = replay.run("test");

        assertThat(second)
                .extracting(each -> each.result().run().hash())
                .isEqualTo(
                        first.stream().map(each -> each.result().run().hash()).toList());
        assertThat(second)
                .extracting(SimulatedConfiguration::claims)
                .isEqualTo(first.stream().map(SimulatedConfiguration::claims).toList());
    }

    @Test
    void what_the_simulated_world_cannot_do_starts_nothing() {
        Configuration strict = strict(Moment.LEADERSHIP_MOVED);
        Fault flip =
                new Fault.OnDisk(LEADER, new DiskFault.BitFlip(), Span.of(Duration.ofSeconds(1)), Fault.Reach.MINORITY);
        Configuration beyond = new Configuration(
                strict.name(),
                strict.cluster(),
                strict.clients(),
                strict.phases(),
                FaultPlan.of(Schedule.at(Duration.ofSeconds(1)), flip),
                strict.promise());

        assertThatThrownBy(() -> run(plan(beyond), 1, new PlanCampaign.Listener() {}))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("configuration strict")
                .hasMessageContaining("needs flip-bit, which this world cannot do");
    }
}
