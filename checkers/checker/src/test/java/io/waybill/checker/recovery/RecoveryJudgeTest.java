package io.waybill.checker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.SlowRecovery;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.ClaimEvidence;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.oracle.Told;
import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryJudgeTest {

    private static final String FAULT = """
            at 10..20 fault f1 kill 'leader of orders-0' hits n1
            at 100..110 fault f1 ends
            at 2000000000 phase calm
            """;

    private record Said(List<AnomalyGroup> groups, ClaimEvidence evidence) {}

    @Test
    void the_example_shows_it() {
        Said said = judge(SlowRecovery.KIND.example());

        assertThat(said.groups()).extracting(AnomalyGroup::kind).containsExactly(SlowRecovery.KIND);
        assertThat(said.groups().get(0).witnesses().get(0).contradiction(new Names()))
                .isNotBlank();
    }

    @Test
    void messages_that_flow_again_in_time_are_recovery() {
        Said said = judge("""
                at 200..900000000 p1 sends a to orders-0: ok @0
                at 900000001..999999999 c1 polls orders-0 from 0: @0 a
                """ + FAULT);

        assertThat(said.groups()).isEmpty();
        assertThat(said.evidence()).isEqualTo(ClaimEvidence.decided(1));
    }

    @Test
    void a_message_that_nobody_is_handed_although_they_poll_is_none() {
        String text = """
                at 5..6 p1 sends a to orders-0: ok @0
                at 200..300 p1 sends b to orders-0: ok @1
                at 400..600000000 c1 polls orders-0 from 0: @0 a
                """ + FAULT;

        assertThat(judge(text).groups()).isEmpty();
        assertThat(judge("at 700000000..700000100 c1 polls: nothing\n" + text).groups())
                .extracting(AnomalyGroup::count)
                .containsExactly(1L);
    }

    @Test
    void where_nobody_tried_long_enough_it_is_open() {
        Said said = judge("at 200..300 p1 sends a to orders-0: info 'no reply'\n" + FAULT);

        assertThat(said.groups()).isEmpty();
        assertThat(said.evidence().open()).isEqualTo(1);
    }

    @Test
    void another_fault_excuses_and_so_does_the_end() {
        String text = """
                at 200..300 p1 sends a to orders-0: info 'no reply'
                at 700000000..700000100 p1 sends b to orders-0: info 'no reply'
                """ + FAULT;

        assertThat(judge(text).groups()).hasSize(1);
        assertThat(judge("at 900000000..900000100 fault f2 pause 'x' hits n1\n" + text)
                        .groups())
                .isEmpty();
        assertThat(judge(text.replace("2000000000", "900000000")).groups()).isEmpty();
    }

    private static Said judge(String text) {
        try (HistoryReader history = Told.history(text)) {
            Findings findings = new Findings(10);
            RecoveryJudge judge = new RecoveryJudge(history, Duration.ofSeconds(1));
            judge.judge(findings);
            return new Said(findings.groups(), judge.recovery());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
