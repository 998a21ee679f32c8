package io.waybill.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.plan.Configuration;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.planfile.Changes;
import io.waybill.planfile.PlanFile;
import io.waybill.planfile.PlanText;
import io.waybill.planfile.tree.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCatalogueTest {

    static Stream<Plan> plans() {
        return PlanCatalogue.plans().stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void every_shipped_plan_can_be_run_in_every_size(Plan plan) {
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.profiles())
                .extracting(Profile::name)
                .allSatisfy(
                        profile -> assertThat(plan.scaledTo(profile).problems()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void every_shipped_plan_is_found_by_its_name(Plan plan) {
        assertThat(PlanCatalogue.named(plan.name())).contains(plan);
    }

    @Test
    void an_unknown_plan_is_not_found() {
        assertThat(PlanCatalogue.named("acks-some")).isEmpty();
    }

    @Test
    void the_usual_plan_is_the_one_that_a_newcomer_meets_first() {
        assertThat(PlanCatalogue.usual()).isEqualTo(PlanCatalogue.plans().get(0).name());
    }

    @Test
    void the_control_of_acks_all_is_the_configuration_of_acks_one() {
        Plan all = plan("acks-all-loses-nothing-when-leaders-die");
        Plan one = plan("acks-one-loses-acknowledged-messages-when-the-leader-dies");

        Configuration control = all.controls().get(0).configuration();

        assertThat(one.configurations()).containsExactly(control);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_shipped_plan_that_is_written_with_everything_said_is_the_same_plan(Plan plan) {
        String text = PlanText.of(plan);

        Plan read = PlanFile.read(Source.of("plan.yaml", text), PlanCatalogue.sources(Path.of("")), Changes.NONE)
                .plan();

        assertThat(read).isEqualTo(plan.withProfiles(List.of()));
        assertThat(PlanText.of(read)).isEqualTo(text);
    }

    @Test
    void the_plan_to_begin_with_is_a_plan() {
        Plan plan = PlanFile.read(
                        Source.of("plan.yaml", PlanCatalogue.starter()),
                        PlanCatalogue.sources(Path.of("")),
                        Changes.NONE)
                .plan();

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.controls()).hasSize(1);
    }

    private static Plan plan(String name) {
        return PlanCatalogue.named(name).orElseThrow();
    }
}
