package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProducerIdHandlerTest {

    private final Counter counter = Counter.ofThree();

    private InitProducerIdResponse ask(@Nullable String transactionalId, long id, int epoch) {
        var request = new InitProducerIdRequest(transactionalId, 60_000, id, (short) epoch);
        return counter.answer(InitProducerIdResponse.class, answer -> counter.handlers.initProducerId(request, answer));
    }

    @Test
    void a_new_producer_gets_an_id_of_its_own() {
        assertThat(ask(null, -1, -1)).isEqualTo(new InitProducerIdResponse(ErrorCode.NONE, 77, (short) 0));
    }

    @Test
    void a_producer_that_has_an_id_gets_its_next_epoch() {
        assertThat(ask(null, 5, 3)).isEqualTo(new InitProducerIdResponse(ErrorCode.NONE, 5, (short) 4));
    }

    @Test
    void after_the_last_epoch_there_is_a_new_id() {
        assertThat(ask(null, 5, Short.MAX_VALUE - 2))
                .isEqualTo(new InitProducerIdResponse(ErrorCode.NONE, 5, (short) (Short.MAX_VALUE - 1)));
        assertThat(ask(null, 5, Short.MAX_VALUE - 1))
                .isEqualTo(new InitProducerIdResponse(ErrorCode.NONE, 77, (short) 0));
    }

    @Test
    void an_id_without_an_epoch_is_refused_and_so_is_an_epoch_without_an_id() {
        assertThat(ask(null, 5, -1).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ask(null, -1, 5).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void where_there_is_no_id_at_the_moment_the_producer_is_to_ask_again() {
        counter.nextId = OptionalLong.empty();

        assertThat(ask(null, -1, -1).error().isRetriable()).isTrue();
    }

    @Test
    void a_transactional_producer_is_refused_for_good() {
        var answer = ask("billing", -1, -1);

        assertThat(answer.error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(answer.error().isRetriable()).isFalse();
    }
}
