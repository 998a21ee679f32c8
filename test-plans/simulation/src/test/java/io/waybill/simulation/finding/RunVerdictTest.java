package io.waybill.simulation.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RunVerdictTest {

    private static Finding finding(Layer layer) {
        return new Finding(layer, "id", "evidence", 1_500_000_000L);
    }

    @Test
    void nothing_found_is_ok() {
        RunVerdict verdict = RunVerdict.of(List.of());

        assertThat(verdict.isOk()).isTrue();
    }

    @Test
    void a_violation_weighs_more_than_silence_and_keeps_it() {
        RunVerdict verdict = RunVerdict.of(List.of(finding(Layer.LIVENESS), finding(Layer.ANOMALY)));

        assertThat(verdict).isInstanceOf(RunVerdict.Violated.class);
        assertThat(verdict.all()).hasSize(2);
    }

    @Test
    void a_crash_weighs_more_than_silence() {
        RunVerdict verdict = RunVerdict.of(List.of(finding(Layer.LIVENESS), finding(Layer.CRASH)));

        assertThat(verdict).isInstanceOf(RunVerdict.Crashed.class);
    }

    @Test
    void silence_alone_is_no_progress() {
        RunVerdict verdict = RunVerdict.of(List.of(finding(Layer.LIVENESS)));

        assertThat(verdict).isInstanceOf(RunVerdict.NoProgress.class);
        assertThat(verdict.all().get(0).seconds()).isEqualTo("1.500");
    }

    @Test
    void of_each_id_the_first_finding_is_kept() {
        Findings findings = new Findings(() -> 3);

        findings.add(Layer.PROBE, "id", "first");
        findings.add(Layer.PROBE, "id", "second");
        findings.add(Layer.INVARIANT, "id", "of another layer");

        assertThat(findings.all()).extracting(Finding::evidence).containsExactly("first", "of another layer");
    }
}
