package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A log that was cut back and did not grow again loses what was acknowledged behind its end. */
final class LogEndTest {

    private static final String CUT_BACK = """
            p1 sends a to orders-0: ok @0
            p1 sends b to orders-0: ok @1
            p1 sends c to orders-0: ok @2
            fact log end of orders-0: 1
            """;

    @Test
    void what_was_acknowledged_behind_the_final_end_is_lost() throws IOException {
        assertBothFind(Map.of("lost-write", 2L), CUT_BACK + """
                        c1 polls orders-0 from 0: @0 a
                        c1 reaches the end of orders-0 at 1
                        """);
    }

    @Test
    void it_is_lost_too_where_nothing_is_left() throws IOException {
        assertBothFind(Map.of("lost-write", 1L), """
                p1 sends a to orders-0: ok @0
                fact log end of orders-0: 0
                c1 starts orders-0 at 0
                c1 reaches the end of orders-0 at 0
                """);
    }

    @Test
    void it_is_lost_too_where_another_read_on_before_and_was_handed_some() throws IOException {
        assertBothFind(Map.of("lost-write", 1L), CUT_BACK.replace("fact", """
                                c1 polls orders-0 from 0: @0 a, @1 b
                                fact""") + """
                        c1 seeks orders-0 to 0
                        c1 polls orders-0: @0 a
                        c1 reaches the end of orders-0 at 1
                        """);
    }

    @Test
    void it_is_lost_too_where_nobody_knows_where_reading_began() throws IOException {
        assertBothFind(Map.of("lost-write", 1L), CUT_BACK.replace("fact", """
                                c1 polls orders-0: @2 c
                                fact""") + """
                        c1 reaches the end of orders-0 at 1
                        """);
    }

    @Test
    void the_proof_is_where_the_log_ended_and_that_it_was_read_so_far() throws IOException {
        String text = CUT_BACK + """
                        c1 polls orders-0 from 0: @0 a
                        c1 reaches the end of orders-0 at 1
                        """;

        Judgement judgement = HistoryChecker.check(StoredHistory.of(HistoryText.parse(text)), CheckOptions.all(1));

        Anomaly lost = judgement.anomalies().get(0).witnesses().get(0);
        assertThat(lost.proof())
                .extracting(Step::event)
                .hasExactlyElementsOfTypes(Event.Send.class, Event.BrokerFact.class, Event.Positioned.class);
    }

    private static void assertBothFind(Map<String, Long> expected, String text) throws IOException {
        Judgement judgement = HistoryChecker.check(StoredHistory.of(HistoryText.parse(text)), CheckOptions.all(1));
        assertThat(Comparison.counts(judgement)).isEqualTo(expected);
        assertThat(ReferenceChecker.judge(HistoryText.parse(text), Set.of()).counts())
                .isEqualTo(expected);
    }
}
