package io.waybill.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.history.Event;
import io.waybill.history.Outcome;
import org.junit.jupiter.api.Test;

class SendOutcomeTest {

    @Test
    void an_acknowledged_send_took_effect_at_its_offset() {
        SendOutcome outcome = new SendOutcome.Ok(41);

        assertThat(outcome.toOutcome()).isEqualTo(Outcome.ok());
        assertThat(outcome.offset()).isEqualTo(41);
    }

    @Test
    void a_failed_send_carries_the_error_that_proves_it() {
        SendOutcome outcome = new SendOutcome.Fail("RecordTooLargeException", "refused before it was sent");

        assertThat(outcome.toOutcome()).isEqualTo(Outcome.fail("RecordTooLargeException: refused before it was sent"));
        assertThat(outcome.offset()).isEqualTo(Event.NO_OFFSET);
    }

    @Test
    void an_unknown_send_says_why_nobody_knows() {
        SendOutcome outcome = new SendOutcome.Info("TimeoutException", "no answer within 30 s");

        assertThat(outcome.toOutcome()).isEqualTo(Outcome.info("TimeoutException: no answer within 30 s"));
        assertThat(outcome.offset()).isEqualTo(Event.NO_OFFSET);
    }
}
