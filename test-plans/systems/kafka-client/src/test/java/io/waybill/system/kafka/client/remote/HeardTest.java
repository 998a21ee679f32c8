package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Bounds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardTest {

    private static final Partition ORDERS = new Partition("orders", 0);

    private final Heard heard = new Heard();

    private String beyond(long end, boolean isSettled) {
        return heard.beyond(Map.of(ORDERS, new Bounds(0, end, 1)), isSettled);
    }

    @Test
    void an_end_behind_everything_is_believed() {
        heard.acknowledged(ORDERS, 41);
        heard.received(ORDERS, 41);

        assertThat(beyond(42, false)).isEmpty();
    }

    @Test
    void an_end_before_an_acknowledged_message_is_believed_once_replicas_have_had_their_time() {
        heard.acknowledged(ORDERS, 42);
        heard.acknowledged(ORDERS, 7);

        assertThat(beyond(42, false)).isEqualTo("orders-0 ends at 42, and clients have heard of more");
        assertThat(beyond(42, true)).isEmpty();
    }

    @Test
    void an_end_before_a_message_that_was_received_is_never_believed() {
        heard.received(ORDERS, 42);

        assertThat(beyond(42, true)).isNotEmpty();
    }

    @Test
    void an_acknowledgement_without_an_offset_says_nothing() {
        heard.acknowledged(ORDERS, -1);

        assertThat(beyond(0, false)).isEmpty();
    }
}
