package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Bounds;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandedOutTest {

    private static final Partition ORDERS = new Partition("orders", 0);

    private final HandedOut handedOut = new HandedOut();

    @Test
    void an_end_behind_everything_is_believed() {
        handedOut.add(ORDERS, 41);

        assertThat(handedOut.beyond(Map.of(ORDERS, new Bounds(0, 42, 1)))).isEmpty();
    }

    @Test
    void an_end_before_a_message_that_was_received_is_not_believed() {
        handedOut.add(ORDERS, 42);
        handedOut.add(ORDERS, 7);

        assertThat(handedOut.beyond(Map.of(ORDERS, new Bounds(0, 42, 1))))
                .isEqualTo("orders-0 ends at 42, and consumers were given more");
    }
}
