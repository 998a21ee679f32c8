package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which ids and epochs producers get. */
final class ProducerIdHandlerTest {

    private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    private final Office office = Office.ofThree();
    private final AdminHandlers handlers = office.handlers();

    ProducerIdHandlerTest() {
        office.producerIds.add(4_000L);
        office.producerIds.add(4_001L);
    }

    @Test
    void a_producer_without_an_id_gets_one_of_its_own() {
        assertThat(ask(null, -1, -1)).isEqualTo(given(4_000, 0));
        assertThat(ask(null, -1, -1)).isEqualTo(given(4_001, 0));
    }

    @Test
    void a_producer_with_an_id_gets_its_next_epoch() {
        assertThat(ask(null, 7, 0)).isEqualTo(given(7, 1));
        assertThat(ask(null, 7, LAST_EPOCH - 1)).isEqualTo(given(7, LAST_EPOCH));
    }

    @Test
    void a_producer_whose_epochs_are_used_up_gets_another_id() {
        assertThat(ask(null, 7, LAST_EPOCH)).isEqualTo(given(4_000, 0));
        assertThat(ask(null, 7, Short.MAX_VALUE)).isEqualTo(given(4_001, 0));
    }

    @Test
    void where_there_is_no_id_the_producer_is_to_ask_again() {
        office.producerIds.clear();

        assertThat(ask(null, -1, -1)).isEqualTo(failed(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS));
    }

    @Test
    void half_of_an_id_is_none() {
        assertThat(ask(null, 7, -1)).isEqualTo(failed(ErrorCode.INVALID_REQUEST));
        assertThat(ask(null, -1, 3)).isEqualTo(failed(ErrorCode.INVALID_REQUEST));
        assertThat(ask(null, -2, 3)).isEqualTo(failed(ErrorCode.INVALID_REQUEST));
        assertThat(ask(null, 7, -2)).isEqualTo(failed(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void a_producer_of_transactions_is_refused_for_good() {
        assertThat(ask("tx", -1, -1)).isEqualTo(failed(ErrorCode.UNSUPPORTED_VERSION));
        assertThat(office.producerIds).hasSize(2);
    }

    private InitProducerIdResponse ask(@Nullable String transactionalId, long id, int epoch) {
        var request = new InitProducerIdRequest(transactionalId, 60_000, id, (short) epoch);
        return Office.answered(InitProducerIdResponse.class, answer -> handlers.initProducerId(request, answer));
    }

    private static InitProducerIdResponse given(long id, int epoch) {
        return new InitProducerIdResponse(ErrorCode.NONE, id, (short) epoch);
    }

    private static InitProducerIdResponse failed(ErrorCode error) {
        return new InitProducerIdResponse(error, -1, (short) -1);
    }
}
