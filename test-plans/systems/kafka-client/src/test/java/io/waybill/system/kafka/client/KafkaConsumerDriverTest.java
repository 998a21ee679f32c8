package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.fault.Partition;
import io.waybill.system.PollFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaConsumerDriverTest {

    private static final Partition ORDERS = new Partition("orders", 0);
    private static final TopicPartition TOPIC_PARTITION = new TopicPartition("orders", 0);

    @Test
    void a_log_that_was_cut_fails_the_next_poll_whoever_hears_of_it_first() {
        try (var driver = new KafkaConsumerDriver("c1", new CutLog(26))) {
            driver.assign(Map.of(ORDERS, 40L));

            long position = driver.position(ORDERS);

            assertThat(position).isEqualTo(40);
            assertThatThrownBy(() -> driver.poll(Duration.ZERO)).isInstanceOf(PollFailedException.class);
            assertThat(driver.position(ORDERS)).isEqualTo(26);
            assertThat(driver.poll(Duration.ZERO)).isEmpty();
        }
    }

    /** A consumer that tells once that its log was cut, to whoever asks it where it is. */
    private static final class CutLog extends MockConsumer<byte[], byte[]> {
        private final long divergent;
        private boolean told;

        CutLog(long divergent) {
            super("none");
            this.divergent = divergent;
            updateBeginningOffsets(new HashMap<>(Map.of(TOPIC_PARTITION, 0L)));
            updateEndOffsets(new HashMap<>(Map.of(TOPIC_PARTITION, 30L)));
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
            if (told) {
                return super.position(partition, timeout);
            }
            told = true;
            throw new LogTruncationException(
                    "cut", Map.of(partition, 40L), Map.of(partition, new OffsetAndMetadata(divergent)));
        }
    }
}
