package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SwarmTest {

    @Test
    void every_profile_has_a_name_by_which_it_is_found() {
        assertThat(Swarm.profiles())
                .extracting(Swarm::name)
                .containsExactly("default", "all-on", "calm", "network", "crashes", "disks", "clocks", "unguarded");
        assertThat(Swarm.named("network")).contains(Swarm.profiles().get(3));
        assertThat(Swarm.named("weather")).isEmpty();
    }

    @Test
    void in_a_calm_run_nothing_breaks() {
        SwarmDraw draw = Swarm.named("calm").orElseThrow().draw(3, Capabilities.all());

        assertThat(draw.timeline().occurrences()).isEmpty();
        assertThat(draw).asString().contains("calm");
    }

    @Test
    void all_on_has_every_kind() {
        SwarmDraw draw = Swarm.named("all-on").orElseThrow().draw(3, Capabilities.all());

        assertThat(draw.kinds())
                .containsExactlyElementsOf(
                        Capabilities.all().without(FaultKind.Layer.CLIENT).kinds());
    }

    @Test
    void a_draw_prints_in_one_line() {
        SwarmDraw draw = Swarm.named("clocks").orElseThrow().draw(12, Capabilities.all());

        assertThat(draw)
                .asString()
                .isEqualTo("clocks seed 12: 3 nodes, 2.6 ms with a tail, 7 ops/s, 33.3 s of 1.77 faults/s"
                        + " for 0.8 s each of [delay-links, skew-clock, drift-clock, jump-clock]");
    }

    @Test
    void only_the_unguarded_profile_is_unguarded() {
        assertThat(Swarm.profiles())
                .filteredOn(swarm -> !swarm.guarded())
                .extracting(Swarm::name)
                .containsExactly("unguarded");
    }
}
