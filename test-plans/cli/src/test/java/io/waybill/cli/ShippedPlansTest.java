package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.plan.Configuration;
import io.waybill.plan.Plan;
import io.waybill.runner.RunRequest;
import io.waybill.runner.Runner;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.Systems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped plan can be carried out, in every size, wherever it says that it can. */
final class ShippedPlansTest {

    static Stream<Plan> plans() {
        return PlanCatalogue.plans().stream().flatMap(ShippedPlansTest::sizes);
    }

    private static Stream<Plan> sizes(Plan plan) {
        return Stream.concat(Stream.of(plan), plan.profiles().stream().map(profile -> plan.scaledTo(profile.name())));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_names_only_systems_that_there_are(Plan plan) {
        List<String> systems = new ArrayList<>(List.of(SimulatedVenue.SYSTEM));
        Systems.all().stream().map(SystemUnderTest::name).forEach(systems::add);

        assertThat(systems).containsAll(plan.systems());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void the_world_of_each_of_its_systems_can_do_all_its_faults(Plan plan) {
        SimulatedVenue simulated = new SimulatedVenue("test", PlantedFlaws.NONE);

        for (Configuration configuration : plan.allConfigurations()) {
            if (plan.runsOn(SimulatedVenue.SYSTEM)) {
                assertThat(simulated.problems(configuration))
                        .as(configuration.name())
                        .isEmpty();
            }
            if (plan.runsOn("kafka")) {
                // Clients are the harness's own, whatever the system.
                Capabilities all = Systems.named("kafka").capabilities().and(FaultKind.Layer.CLIENT);
                assertThat(all.problems(configuration.faults()))
                        .as(configuration.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void the_usual_plan_can_be_run_on_this_machine_in_every_size() {
        Plan usual = PlanCatalogue.named(PlanCatalogue.usual()).orElseThrow();
        RunRequest.Places places = new RunRequest.Places(Path.of("store"), Path.of("scratch"), Path.of("cache"));

        assertThat(sizes(usual))
                .allSatisfy(plan -> assertThat(
                                Runner.problems(plan, Runner.local(plan, Optional.empty(), places, List.of())))
                        .isEmpty());
    }
}
