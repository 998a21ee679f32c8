package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import io.waybill.wire.message.LeaveGroupRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order a server answers, and what ends a connection. */
final class RpcServerTest {

    private static final Endpoint AT = new Endpoint("server", 9092);
    private static final HeartbeatResponse RESPONSE = new HeartbeatResponse(ErrorCode.NONE);
    private static final int LIMIT = 1 << 20;
    private static final int VERSION = 3;

    private final SmallLoop loop = new SmallLoop();
    private final ClientCodec codec = new ClientCodec(LIMIT);
    private final List<RequestHandler.Answer> asked = new ArrayList<>();

    RpcServerTest() {
        var offer = ApiOffer.of(List.of(Api.HEARTBEAT));
        RpcServer.listen(loop, AT, new ServerCodec(offer, LIMIT), (received, answer) -> asked.add(answer));
    }

    @Test
    void answers_leave_in_the_order_of_the_requests() {
        var client = new Raw();
        client.ask(1, 2, 3);
        loop.runFor(10);

        asked.get(2).send(RESPONSE);
        asked.get(1).send(RESPONSE);
        loop.runFor(10);
        assertThat(client.answered).isEmpty();
        asked.get(0).send(RESPONSE);
        loop.runFor(10);

        assertThat(client.answered).containsExactly(1, 2, 3);
    }

    @Test
    void a_connection_does_not_wait_for_another() {
        var slow = new Raw();
        var fast = new Raw();
        slow.ask(1);
        loop.runFor(10);
        fast.ask(2);
        loop.runFor(10);

        asked.get(1).send(RESPONSE);
        loop.runFor(10);

        assertThat(fast.answered).containsExactly(2);
    }

    @Test
    void a_request_without_an_answer_holds_up_no_other() {
        var client = new Raw();
        client.ask(1, 2);
        loop.runFor(10);

        asked.get(1).send(RESPONSE);
        asked.get(0).none();
        loop.runFor(10);

        assertThat(client.answered).containsExactly(2);
    }

    @Test
    void what_cannot_be_read_ends_its_connection_and_what_was_sent_behind_it_is_not_acted_upon() {
        var good = new Raw();
        var bad = new Raw();
        loop.runFor(10);
        bad.connection.send(ByteBuffer.allocate(20));
        bad.ask(1);
        good.ask(2);
        loop.runFor(10);

        asked.forEach(answer -> answer.send(RESPONSE));
        loop.runFor(10);

        assertThat(bad.closed).containsExactly(Connection.CloseReason.RESET);
        assertThat(asked).hasSize(1);
        assertThat(good.answered).containsExactly(2);
    }

    @Test
    void what_is_not_on_offer_ends_the_connection() {
        var client = new Raw();
        client.ask(new RequestHeader(Api.LEAVE_GROUP, VERSION, 1, "c"), new LeaveGroupRequest("g", List.of()));

        loop.runFor(10);

        assertThat(client.closed).containsExactly(Connection.CloseReason.RESET);
    }

    @Test
    void disconnecting_instead_of_answering_leaves_all_others_of_the_connection_without_answers() {
        var client = new Raw();
        client.ask(1, 2, 3);
        loop.runFor(10);

        asked.get(1).disconnect();
        boolean isWanted = asked.get(0).isWanted();
        asked.get(0).send(RESPONSE);
        asked.get(2).send(RESPONSE);
        loop.runFor(10);

        assertThat(isWanted).isFalse();
        assertThat(client.answered).isEmpty();
        assertThat(client.closed).containsExactly(Connection.CloseReason.RESET);
    }

    @Test
    void an_answer_to_who_has_gone_is_not_wanted_and_harms_nobody() {
        var client = new Raw();
        client.ask(1);
        loop.runFor(10);
        assertThat(asked.get(0).isWanted()).isTrue();
        client.connection.abort();
        loop.runFor(10);

        boolean isWanted = asked.get(0).isWanted();
        asked.get(0).send(RESPONSE);
        loop.runFor(10);

        assertThat(isWanted).isFalse();
        assertThat(client.answered).isEmpty();
    }

    @Test
    void a_request_is_answered_once() {
        new Raw().ask(1);
        loop.runFor(10);
        var answer = asked.get(0);
        answer.send(RESPONSE);

        assertThat(answer.isWanted()).isFalse();
        assertThatThrownBy(() -> answer.send(RESPONSE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(answer::none).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(answer::disconnect).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void who_never_waits_for_answers_is_cut_off() {
        var client = new Raw();
        for (int i = 0; i < 1_001; i++) {
            client.ask(i);
        }

        loop.runFor(10);

        assertThat(asked).hasSize(1_000);
        assertThat(client.closed).containsExactly(Connection.CloseReason.RESET);
    }

    /** A client that sends frames and notes which requests are answered. */
    private final class Raw implements Connection.Handler {

        private final List<Integer> answered = new ArrayList<>();
        private final List<Connection.CloseReason> closed = new ArrayList<>();
        private final Connection connection = loop.connect(AT, this);

        void ask(int... correlationIds) {
            for (int id : correlationIds) {
                ask(new RequestHeader(Api.HEARTBEAT, VERSION, id, "c"), new HeartbeatRequest("g", 1, "m", null));
            }
        }

        void ask(RequestHeader header, Request request) {
            loop.runFor(2);
            connection.send(codec.writeRequest(header, request));
        }

        @Override
        public void onOpen(Connection opened) {}

        @Override
        public void onFrame(Connection from, ByteBuffer frame) {
            answered.add(frame.getInt(frame.position()));
        }

        @Override
        public void onClosed(Connection ended, Connection.CloseReason reason) {
            closed.add(reason);
        }
    }
}
