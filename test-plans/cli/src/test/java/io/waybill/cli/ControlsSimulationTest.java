package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.plan.ConfigurationCount;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlanSummary;
import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.checker.RunVerdict;
import io.waybill.checker.Verdict;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Plan;
import io.waybill.plan.Promise;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A control breaks because its configuration is broken: in every seed, so that one seed is enough to say so, while the
 * configuration that keeps its promises is clean under exactly the same faults.
 */
final class ControlsSimulationTest {

    private static final Plan PLAN =
            PlanCatalogue.named("exactly-once-in-a-partition").orElseThrow();
    private static final SeedRange SEEDS = new SeedRange(1, 6);

    static List<Control> controls() {
        return PLAN.controls();
    }

    /** What keeps its promises, in the cluster, the phases and the faults of a control. */
    private static Configuration soundIn(Control control) {
        Configuration sound = PLAN.configurations().get(0);
        Configuration broken = control.configuration();
        return new Configuration(
                sound.name(),
                broken.cluster(),
                sound.clients(),
                broken.phases(),
                broken.faults(),
                new Promise(sound.promise().claims(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void a_control_breaks_in_every_seed_and_what_is_sound_in_none(Control control) {
        Plan plan = new Plan(
                PLAN.name(),
                PLAN.description(),
                PLAN.systems(),
                List.of(soundIn(control)),
                List.of(control),
                List.of());

        PlanSummary summary =
                new PlanCampaign(plan, SEEDS, PlantedFlaws.NONE, 1, 2).run("test", new PlanCampaign.Listener() {});

        assertThat(summary.verdict()).as("%s", summary).isEqualTo(RunVerdict.HOLDS);
        ConfigurationCount broken = summary.configurations().get(1);
        assertThat(broken.claims())
                .filteredOn(each -> control.mustBreak().contains(each.claim()))
                .allSatisfy(each -> {
                    assertThat(each.verdict()).isInstanceOf(Verdict.Violated.class);
                    assertThat(each.violated()).isEqualTo(SEEDS.size());
                });
    }
}
