package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlanSummary;
import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.checker.RunVerdict;
import io.waybill.plan.Plan;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What docs/catalogue.md says of the shipped plans is what comes of them: under each seed, controls included. Many
 * seeds are for {@code waybill run PLAN --env simulated --seeds 1..200 --controls-every 1}.
 */
final class ShippedPlansSimulationTest {

    private static final SeedRange SEEDS = new SeedRange(1, 1);

    /** Of these another test asks that, with more seeds. */
    private static final Set<String> ELSEWHERE = Set.of("exactly-once-in-a-partition");

    static Stream<Plan> plans() {
        return PlanCatalogue.plans().stream()
                .filter(plan -> plan.runsOn(SimulatedVenue.SYSTEM))
                .filter(plan -> !ELSEWHERE.contains(plan.name()));
    }

    private static boolean isToHold(Plan plan) {
        return PlanCatalogue.toBeViolated(plan.name()).isEmpty();
    }

    static Stream<Plan> plansToHold() {
        return plans().filter(ShippedPlansSimulationTest::isToHold);
    }

    /** Those that claim what cannot be kept: they show what a violation looks like. */
    static Stream<Plan> plansToBeViolated() {
        return plans().filter(plan -> !isToHold(plan));
    }

    /** Runs a plan in its short size, where it has one that leaves nothing out. */
    private static PlanSummary run(Plan plan) {
        Plan sized = plan.profiles().stream()
                .filter(profile -> profile.name().equals("short"))
                .map(profile -> plan.scaledTo(profile.name()))
                .filter(small -> small.allConfigurations().size()
                        == plan.allConfigurations().size())
                .findFirst()
                .orElse(plan);
        return new PlanCampaign(sized, SEEDS, PlantedFlaws.NONE, 1, 1).run("test", new PlanCampaign.Listener() {});
    }

    @ParameterizedTest
    @MethodSource("plansToHold")
    void what_is_promised_holds_and_what_must_break_breaks(Plan plan) {
        PlanSummary summary = run(plan);

        assertThat(summary.verdict()).as("%s", summary).isEqualTo(RunVerdict.HOLDS);
        assertThat(summary.configurations())
                .as("controls too")
                .allSatisfy(each -> assertThat(each.seeds()).isEqualTo(SEEDS.size()));
    }

    @ParameterizedTest
    @MethodSource("plansToBeViolated")
    void a_plan_that_is_to_show_a_violation_shows_it(Plan plan) {
        PlanSummary summary = run(plan);

        assertThat(summary.failing()).containsExactly(1L);
        assertThat(summary.configurations().get(0).claims())
                .filteredOn(each -> each.violated() > 0)
                .allSatisfy(each -> assertThat(each.violated()).isEqualTo(SEEDS.size()))
                .extracting(each -> each.claim())
                .containsExactlyInAnyOrderElementsOf(PlanCatalogue.toBeViolated(plan.name()));
    }

    /** In these seeds the follower that a fault had paused was elected: docs/bugs-found.md. */
    @ParameterizedTest
    @ValueSource(longs = {7, 14})
    void a_kill_that_waits_for_a_lone_leader_finds_one_that_can_be_killed(long seed) {
        Plan plan = PlanCatalogue.named("unclean-elections-diverge").orElseThrow();

        PlanSummary summary = new PlanCampaign(plan, new SeedRange(seed, seed), PlantedFlaws.NONE, 1, 1)
                .run("test", new PlanCampaign.Listener() {});

        assertThat(summary.faults())
                .containsEntry("kill", (long) summary.configurations().size());
    }
}
