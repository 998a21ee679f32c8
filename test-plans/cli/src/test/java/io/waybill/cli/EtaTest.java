package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.checker.online.Standing;
import io.waybill.plan.Configuration;
import io.waybill.runner.Phase;
import io.waybill.runner.Progress;
import io.waybill.workload.Traffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EtaTest {

    private static final List<Configuration> ALL = PlanCatalogue.named("acks-all-loses-nothing-when-leaders-die")
            .orElseThrow()
            .allConfigurations();
    private static final Configuration FIRST = ALL.get(0);
    private static final Configuration SECOND = ALL.get(1);

    private static Progress at(Duration elapsed) {
        return new Progress(
                Phase.STORM,
                elapsed,
                FIRST.phases().traffic(),
                Traffic.none(),
                0,
                0,
                Duration.ZERO,
                List.of(),
                0,
                Standing.NOTHING);
    }

    @Test
    void what_is_to_be_sent_and_a_start_and_an_end_of_each_are_still_to_come() {
        Eta eta = new Eta(ALL);
        Duration start = Duration.ofSeconds(11);
        eta.ready(start);

        Duration left = eta.left(at(Duration.ofSeconds(4)), List.of(SECOND.name()));

        assertThat(left)
                .isEqualTo(FIRST.phases()
                        .traffic()
                        .minusSeconds(4)
                        .plus(start)
                        .plus(SECOND.phases().traffic())
                        .plus(start));
    }

    @Test
    void a_configuration_that_takes_longer_than_planned_leaves_no_time_below_zero() {
        Eta eta = new Eta(ALL);

        assertThat(eta.left(at(FIRST.phases().traffic().plusMinutes(1)), List.of()))
                .isZero();
    }
}
