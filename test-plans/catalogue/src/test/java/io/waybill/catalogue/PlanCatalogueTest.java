package io.waybill.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.plan.Configuration;
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
    void the_control_of_the_first_plan_is_the_configuration_of_the_second() {
        Configuration control = PlanCatalogue.plans().get(0).controls().get(0).configuration();

        assertThat(PlanCatalogue.plans().get(1).configurations()).containsExactly(control);
    }
}
