package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Verdict;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.plan.Moment;
import io.waybill.plan.Pressure;
import io.waybill.runner.ConfigurationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real nodes of which the leader is cut off, alive, until another one leads: moments that no shipped plan is sure
 * to bring about on real nodes are noticed. About 12 s.
 */
@Timeout(300)
class RareMomentsIT {

    @TempDir
    private Path directory;

    @Test
    void a_leader_that_is_cut_off_and_deposed_alive_is_seen_and_loses_nothing() {
        FaultPlan faults = FaultPlan.of(
                Schedule.at(Duration.ofMillis(300)),
                Fault.links(
                        Shape.isolate(Victim.leader("orders", 0)),
                        new LinkFault.Stall(),
                        Span.of(Duration.ofMillis(3_500))));

        ConfigurationResult result = ShortPlan.run(
                        ShortPlan.ofLingering(
                                faults,
                                Pressure.of(Moment.LEADER_CUT_OFF_WITH_SENDS_IN_FLIGHT, 1, 1),
                                Pressure.of(Moment.LIVE_LEADER_DEPOSED, 1, 1)),
                        directory,
                        List.of())
                .configurations()
                .get(0);

        assertThat(result.moments())
                .hasSize(2)
                .allSatisfy(count ->
                        assertThat(count.isEnough()).as(count.toString()).isTrue());
        assertThat(result.claims())
                .allSatisfy(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Holds.class));
    }
}
