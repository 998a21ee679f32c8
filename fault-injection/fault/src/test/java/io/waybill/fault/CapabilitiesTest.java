package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    private static final Span SECOND = Span.of(Duration.ofSeconds(1));
    private static final Fault KILL = Fault.kill(Victim.any(), SECOND);
    private static final Fault CUT = Fault.links(Shape.isolate(Victim.any()), new LinkFault.Stall(), SECOND);

    @Test
    void processes_can_be_killed_and_their_links_not_cut() {
        assertThat(Capabilities.processes().supports(KILL)).isTrue();
        assertThat(Capabilities.processes().supports(CUT)).isFalse();
    }

    @Test
    void a_layer_adds_all_of_its_kinds() {
        assertThat(Capabilities.processes().and(FaultKind.Layer.LINK).supports(CUT))
                .isTrue();
    }

    @Test
    void a_combined_fault_needs_every_step() {
        Fault both = new Fault.Combined(
                "kill and cut",
                List.of(new Fault.Step(Duration.ZERO, (Fault.Single) KILL), new Fault.Step(Duration.ZERO, (Fault.Single)
                        CUT)));

        assertThat(Capabilities.processes().supports(both)).isFalse();
        assertThat(Capabilities.all().supports(both)).isTrue();
    }

    @Test
    void a_plan_is_refused_with_what_the_world_lacks() {
        FaultPlan plan = FaultPlan.of(Schedule.at(Duration.ZERO), KILL).and(Schedule.at(Duration.ZERO), CUT);

        assertThatThrownBy(() -> Capabilities.processes().require(plan))
                .hasMessage(
                        "\"stall-links any node | other nodes for 1s\" needs stall-links, which this world cannot do;"
                                + " it can do [kill, pause]: leave the others out");
    }

    @Test
    void a_process_fault_that_aims_at_clients_is_refused() {
        assertThatThrownBy(() -> Fault.kill(Victim.clients(), SECOND))
                .hasMessage("a kill must hit nodes, was to hit clients");
    }
}
