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
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The answering side against clients that send frames. */
final class RpcServerTest {

    private static final Endpoint AT = new Endpoint("n1", 9_092);
    private static final int VERSION = 3;

    private final LittleWorld world = new LittleWorld();
    private final ClientCodec codec = new ClientCodec(10_000);
    private final List<RequestHandler.Answer> answers = new ArrayList<>();

    RpcServerTest() {
        var offer = ApiOffer.of(List.of(Api.INIT_PRODUCER_ID));
        RpcServer.listen(world, AT, new ServerCodec(offer, 10_000), (received, answer) -> answers.add(answer));
    }

    /** A client that notes the ids of what it is answered. */
    private final class Client implements Connection.Handler {

        private final List<Long> answered = new ArrayList<>();
        private final Connection connection;
        private Connection.CloseReason reason;
        private int sent;

        Client() {
            this(AT);
        }

        Client(Endpoint at) {
            connection = world.connect(at, this);
            world.run(10 * LittleWorld.MILLI);
        }

        void ask() {
            sent++;
            var request = new InitProducerIdRequest(null, 1, sent, (short) 0);
            connection.send(codec.writeRequest(header(sent), request));
            world.run(2 * LittleWorld.MILLI);
        }

        void askMuch() {
            sent++;
            var keys = Collections.nCopies(10_000, "a group");
            var header = new RequestHeader(Api.FIND_COORDINATOR, 4, sent, "test");
            connection.send(
                    new ClientCodec(1_000_000).writeRequest(header, new FindCoordinatorRequest((byte) 0, keys)));
            world.run(2 * LittleWorld.MILLI);
        }

        @Override
        public void onOpen(Connection it) {}

        @Override
        public void onFrame(Connection it, ByteBuffer frame) {
            int correlation = frame.getInt(frame.position());
            var response = (InitProducerIdResponse) codec.readResponse(header(correlation), frame);
            answered.add(response.producerId());
        }

        @Override
        public void onClosed(Connection it, Connection.CloseReason why) {
            reason = why;
        }
    }

    private static RequestHeader header(int correlation) {
        return new RequestHeader(Api.INIT_PRODUCER_ID, VERSION, correlation, "test");
    }

    private void send(int index) {
        answers.get(index).send(new InitProducerIdResponse(ErrorCode.NONE, index, (short) 0));
        world.run(2 * LittleWorld.MILLI);
    }

    @Test
    void answers_leave_in_the_order_of_the_requests() {
        var client = new Client();
        client.ask();
        client.ask();
        client.ask();

        send(2);
        send(1);
        assertThat(client.answered).isEmpty();
        send(0);

        assertThat(client.answered).containsExactly(0L, 1L, 2L);
    }

    @Test
    void what_is_not_to_be_answered_holds_nothing_up() {
        var client = new Client();
        client.ask();
        client.ask();

        send(1);
        answers.get(0).none();
        world.run(2 * LittleWorld.MILLI);

        assertThat(client.answered).containsExactly(1L);
    }

    @Test
    void one_connection_does_not_wait_for_another() {
        var first = new Client();
        var second = new Client();
        first.ask();
        second.ask();

        send(1);

        assertThat(second.answered).containsExactly(1L);
        assertThat(first.answered).isEmpty();
    }

    @Test
    void what_cannot_be_read_ends_its_connection_and_no_other() {
        var first = new Client();
        var second = new Client();

        first.connection.send(ByteBuffer.allocate(4));
        first.connection.send(codec.writeRequest(header(1), new InitProducerIdRequest(null, 1, 1, (short) 0)));
        world.run(10 * LittleWorld.MILLI);
        second.ask();
        send(0);

        assertThat(first.reason).isEqualTo(Connection.CloseReason.RESET);
        assertThat(answers).hasSize(1);
        assertThat(second.answered).containsExactly(0L);
    }

    @Test
    void an_answer_to_who_has_left_goes_nowhere() {
        var client = new Client();
        client.ask();
        assertThat(answers.get(0).isWanted()).isTrue();

        client.connection.abort();
        world.run(10 * LittleWorld.MILLI);

        assertThat(answers.get(0).isWanted()).isFalse();
        send(0);
        assertThat(client.answered).isEmpty();
    }

    @Test
    void a_handler_may_end_the_connection_instead() {
        var client = new Client();
        client.ask();
        client.ask();

        answers.get(0).disconnect();
        world.run(10 * LittleWorld.MILLI);
        send(1);

        assertThat(client.reason).isEqualTo(Connection.CloseReason.RESET);
        assertThat(client.answered).isEmpty();
    }

    @Test
    void what_is_behind_a_request_that_ended_the_connection_is_not_wanted() {
        var client = new Client();
        client.ask();
        client.ask();

        answers.get(0).disconnect();

        assertThat(answers.get(0).isWanted()).isFalse();
        assertThat(answers.get(1).isWanted()).isFalse();
    }

    @Test
    void a_request_is_answered_once() {
        var client = new Client();
        client.ask();
        send(0);

        assertThatThrownBy(() -> send(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(answers.get(0)::none).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(answers.get(0)::disconnect).isInstanceOf(IllegalStateException.class);
        assertThat(client.answered).containsExactly(0L);
    }

    @Test
    void who_sends_on_and_on_is_heard_again_when_he_was_answered() {
        var client = new Client();
        for (int i = 0; i < 25; i++) {
            client.ask();
        }
        assertThat(answers).hasSize(10);

        for (int i = 0; i < 25; i++) {
            send(i);
        }

        assertThat(client.answered).hasSize(25).isSorted();
        assertThat(client.reason).isNull();
    }

    @Test
    void who_does_not_take_his_answers_is_not_heard_until_he_does() {
        var client = new Client();
        client.ask();
        var served = world.ends.get(1);
        served.room = false;
        send(0);

        client.ask();
        client.ask();
        assertThat(answers).hasSize(1);

        served.makeRoom();
        world.run(2 * LittleWorld.MILLI);
        assertThat(answers).hasSize(3);
    }

    @Test
    void what_waits_of_all_is_bounded_but_who_waits_for_nothing_may_ask() {
        var at = new Endpoint("n1", 9_093);
        var offer = ApiOffer.of(List.of(Api.INIT_PRODUCER_ID));
        RpcServer.listen(
                world,
                at,
                new ServerCodec(offer, 10_000),
                (received, answer) -> answers.add(answer),
                RequestWatch.NONE,
                1);
        var first = new Client(at);
        var second = new Client(at);

        first.ask();
        first.ask();
        second.ask();
        second.ask();
        assertThat(answers).hasSize(2);

        for (int i = 0; i < 4; i++) {
            send(i);
        }
        assertThat(first.answered).containsExactly(0L, 2L);
        assertThat(second.answered).containsExactly(1L, 3L);
    }

    @Test
    void where_much_waits_a_large_request_ends_its_connection_and_a_small_one_is_taken() {
        var at = new Endpoint("n1", 9_094);
        var offer = ApiOffer.of(List.of(Api.INIT_PRODUCER_ID, Api.FIND_COORDINATOR));
        var codec = new ServerCodec(offer, 1_000_000);
        RpcServer.listen(world, at, codec, (received, answer) -> answers.add(answer), RequestWatch.NONE, 1);
        var first = new Client(at);
        var second = new Client(at);
        var third = new Client(at);

        first.askMuch();
        second.askMuch();
        third.ask();

        assertThat(answers).hasSize(2);
        assertThat(first.reason).isNull();
        assertThat(second.reason).isNotNull();
        assertThat(third.reason).isNull();
        answers.forEach(answer -> answer.none());
        first.askMuch();
        assertThat(answers).hasSize(3);
    }

    @Test
    void who_watches_is_told_of_each_request_and_answer_once_and_of_what_is_held() {
        var at = new Endpoint("n1", 9_095);
        var offer = ApiOffer.of(List.of(Api.INIT_PRODUCER_ID));
        var watch = new Watch();
        RpcServer.listen(world, at, new ServerCodec(offer, 10_000), (received, answer) -> answers.add(answer), watch);
        var client = new Client(at);
        var gone = new Client(at);

        client.ask();
        gone.ask();
        assertThat(watch.held).isPositive();
        send(0);
        gone.connection.send(ByteBuffer.allocate(3));
        world.run(2 * LittleWorld.MILLI);
        answers.get(1).disconnect();

        assertThat(watch.told)
                .containsExactly(
                        "received INIT_PRODUCER_ID",
                        "received INIT_PRODUCER_ID",
                        "answered INIT_PRODUCER_ID 1 true",
                        "unreadable",
                        "answered INIT_PRODUCER_ID 2 false");
        assertThat(watch.held).isZero();
    }

    private static final class Watch implements RequestWatch {

        private final List<String> told = new ArrayList<>();
        private long held;
        private long stamps;

        @Override
        public long received(Api api, int bytes) {
            told.add("received " + api);
            assertThat(bytes).isPositive();
            return ++stamps;
        }

        @Override
        public void answered(Api api, @Nullable Response response, long stamp) {
            told.add("answered " + api + " " + stamp + " " + (response != null));
        }

        @Override
        public void unreadable() {
            told.add("unreadable");
        }

        @Override
        public void held(long bytes) {
            held += bytes;
        }
    }
}
