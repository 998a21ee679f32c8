package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.history.Event;
import io.waybill.history.Event.Acks;
import io.waybill.system.SendOutcome;
import io.waybill.system.kafka.client.KafkaOutcomes.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaOutcomesTest {

    @Test
    void what_never_entered_the_buffer_has_failed() {
        Exception[] errors = {
            new RecordTooLargeException("too large"),
            new BufferExhaustedException("no room"),
            new TimeoutException("no metadata")
        };

        for (Exception error : errors) {
            assertThat(KafkaOutcomes.of(Where.CALLER, error)).isInstanceOf(SendOutcome.Fail.class);
        }
    }

    @Test
    void nothing_that_the_sender_reports_is_certain() {
        Exception[] errors = {
            new RecordTooLargeException("too large"),
            new TimeoutException("expired"),
            new NotEnoughReplicasException("1 of 2"),
            new NotLeaderOrFollowerException("moved"),
            new KafkaStorageException("disk"),
            new DisconnectException("gone"),
            new TopicAuthorizationException("orders"),
            new KafkaException("closed"),
            new IllegalStateException("a bug")
        };

        for (Exception error : errors) {
            assertThat(KafkaOutcomes.of(Where.SENDER, error)).isInstanceOf(SendOutcome.Info.class);
        }
    }

    @Test
    void an_error_state_of_the_producer_is_not_certain_on_the_caller_either() {
        SendOutcome outcome = KafkaOutcomes.of(Where.CALLER, new KafkaException("in an error state"));

        assertThat(outcome).isInstanceOf(SendOutcome.Info.class);
    }

    @Test
    void every_row_can_be_reached() {
        for (int later = 0; later < KafkaOutcomes.rows().size(); later++) {
            KafkaOutcomes.Row row = KafkaOutcomes.rows().get(later);
            assertThat(KafkaOutcomes.rows().subList(0, later))
                    .as("rows before %s of the %s", row.error().getSimpleName(), row.where())
                    .noneMatch(earlier ->
                            earlier.where() == row.where() && earlier.error().isAssignableFrom(row.error()));
        }
    }

    @Test
    void an_acknowledgement_that_nobody_gave_is_not_one() {
        SendOutcome outcome = KafkaOutcomes.acknowledged(Acks.NONE, -1);

        assertThat(outcome).isEqualTo(new SendOutcome.Info("acks=0", "the broker was not asked"));
    }

    @Test
    void a_recognized_duplicate_is_acknowledged_without_an_offset() {
        SendOutcome outcome = KafkaOutcomes.acknowledged(Acks.ALL, -1);

        assertThat(outcome).isEqualTo(new SendOutcome.Ok(Event.NO_OFFSET));
    }

    @Test
    void the_page_and_the_code_say_the_same() throws IOException {
        Path page = Path.of("../../../docs/outcomes-kafka.md");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, KafkaOutcomes.markdown());
        }

        assertThat(page)
                .as("run the test with -Ddocs.update=true to write the page again")
                .hasContent(KafkaOutcomes.markdown());
    }
}
