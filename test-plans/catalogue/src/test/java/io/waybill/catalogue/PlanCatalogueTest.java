package io.waybill.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
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
    void one_plan_s_control_is_what_another_shows_alone() {
        Plan strict =
                PlanCatalogue.named("acks-all-loses-nothing-when-leaders-die").orElseThrow();
        Plan loose = PlanCatalogue.named("acks-one-loses-acknowledged-messages-when-the-leader-dies")
                .orElseThrow();

        assertThat(loose.configurations())
                .containsExactly(strict.controls().get(0).configuration());
    }

    @Test
    void the_usual_plan_is_the_one_that_a_newcomer_meets_first() {
        assertThat(PlanCatalogue.usual()).isEqualTo(PlanCatalogue.plans().get(0));
    }
}
