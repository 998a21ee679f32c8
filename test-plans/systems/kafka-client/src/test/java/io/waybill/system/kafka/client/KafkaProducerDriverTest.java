package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official client where nobody answers. */
class KafkaProducerDriverTest {

    // The discard port of loopback: nobody listens there.
    private static final String NOBODY = "127.0.0.1:9";
    private static final Partition ORDERS = new Partition("orders", 0);

    @Test
    void a_send_that_never_entered_the_buffer_has_failed_before_send_returns() {
        List<SendOutcome> outcomes = new ArrayList<>();
        try (KafkaProducerDriver producer = new KafkaProducerDriver(NOBODY, spec("50"))) {
            producer.send(ORDERS, null, new byte[10], outcomes::add);

            assertThat(outcomes)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            SendOutcome.Fail.class,
                            fail -> assertThat(fail.error()).isEqualTo("TimeoutException"));
        }
    }

    @Test
    void a_send_after_the_end_is_not_certain() {
        List<SendOutcome> outcomes = new ArrayList<>();
        ProducerSpec spec = spec("50");
        try (KafkaProducerDriver producer = new KafkaProducerDriver(NOBODY, spec)) {
            producer.close(Duration.ZERO);
            producer.send(ORDERS, null, new byte[10], outcomes::add);

            assertThat(outcomes).singleElement().isInstanceOf(SendOutcome.Info.class);
        }
    }

    @Test
    void settings_of_the_plan_win() {
        Map<String, Object> settings = KafkaProducerDriver.settings(NOBODY, spec("77"));

        assertThat(settings)
                .containsEntry("max.block.ms", "77")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("request.timeout.ms", 5000);
    }

    private static ProducerSpec spec(String maxBlockMillis) {
        return new ProducerSpec(
                "p1", Acks.ALL, true, 5, Duration.ofSeconds(30), Map.of("max.block.ms", maxBlockMillis));
    }
}
