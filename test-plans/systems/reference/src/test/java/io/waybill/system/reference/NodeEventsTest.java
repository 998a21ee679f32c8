package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import io.waybill.system.NodeReport.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read in a node's log. */
class NodeEventsTest {

    private static final Instant AT = Instant.parse("2026-11-26T07:08:26.123Z");
    private static final Partition ORDERS = new Partition("orders", 1);

    private static String line(String event, String fields) {
        return "{\"at\":\"2026-11-26T07:08:26.123Z\",\"level\":\"warn\",\"node\":2,\"event\":\"" + event
                + "\",\"topic\":\"orders\",\"partition\":1" + fields + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "truncated, '\"to\":754,\"logEndBefore\":796', TRUNCATED, 754",
        "restarted, '\"at\":3,\"logEndBefore\":796', TRUNCATED, 3",
        "sentAgain, '\"lastOffset\":12', SENT_AGAIN, 12",
        "leadsUncleanly, '\"leaderEpoch\":9', UNCLEAN_LEADER, 9",
        "tooFewInSync, '\"isr\":[1]', TOO_FEW_IN_SYNC, -1"
    })
    void each_event_that_concerns_messages_is_told(String event, String fields, Kind kind, long number) {
        assertThat(NodeEvents.report(2, line(event, "," + fields)))
                .contains(new NodeReport(kind, 2, ORDERS, number, AT));
    }

    @Test
    void an_event_without_more_fields_is_told() {
        assertThat(NodeEvents.report(2, line("outOfSequence", "")))
                .contains(new NodeReport(Kind.OUT_OF_SEQUENCE, 2, ORDERS, NodeReport.NONE, AT));
    }

    @Test
    void other_events_half_lines_and_lines_after_a_half_one_tell_nothing() {
        String truncated = line("truncated", ",\"to\":754,\"logEndBefore\":796");

        assertThat(NodeEvents.report(2, line("follows", ",\"leaderEpoch\":3,\"leader\":1")))
                .isEmpty();
        assertThat(NodeEvents.report(2, line("truncated", ",\"from\":3"))).isEmpty();
        assertThat(NodeEvents.report(2, truncated.substring(0, 60))).isEmpty();
        assertThat(NodeEvents.report(2, truncated.substring(0, 60) + truncated)).isEmpty();
    }
}
