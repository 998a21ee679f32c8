package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the asking side says and takes for an answer, against a peer that answers when the test says so. */
final class RpcConversationTest {

    private static final long SECOND = 1_000 * LittleWorld.MILLI;
    private static final Endpoint AT = new Endpoint("n1", 9_092);
    private static final ApiOffer OFFER = ApiOffer.of(List.of(Api.API_VERSIONS, Api.PRODUCE, Api.INIT_PRODUCER_ID))
            .with(Api.INIT_PRODUCER_ID, 0, 3);

    private final LittleWorld world = new LittleWorld();
    private final ServerCodec codec = new ServerCodec(OFFER, 10_000);
    private final List<ReceivedRequest> received = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /** What the peer says of itself; null to say nothing. */
    private ApiVersionsResponse versions = OFFER.answer(ErrorCode.NONE, ApiOffer.Features.NONE);

    private RpcChannel client() {
        listen();
        return RpcChannel.to(world, AT, ChannelSettings.ofClient("test"));
    }

    private RpcChannel peer() {
        listen();
        return RpcChannel.to(world, AT, ChannelSettings.ofPeer("test", OFFER));
    }

    private void listen() {
        world.listen(AT, connection -> {
            connections.add(connection);
            return new Peer();
        });
    }

    private final class Peer implements Connection.Handler {
        @Override
        public void onOpen(Connection connection) {}

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            var request = codec.readRequest(frame);
            if (request.request().api() == Api.API_VERSIONS && versions != null) {
                connection.send(codec.writeResponse(request.header(), versions));
            }
            received.add(request);
        }

        @Override
        public void onClosed(Connection connection, Connection.CloseReason reason) {}
    }

    private static Request ask(long id) {
        return new InitProducerIdRequest(null, 1, id, (short) 0);
    }

    private void send(RpcChannel channel, long id) {
        send(channel, id, SECOND);
    }

    private void send(RpcChannel channel, long id, long timeoutNanos) {
        channel.send(ask(id), timeoutNanos, outcome -> told.add(id + " " + words(outcome)));
    }

    private static String words(RpcOutcome outcome) {
        return outcome.match(
                it -> "answered " + ((InitProducerIdResponse) it.response()).producerId() + " in " + it.version(),
                lost -> "lost",
                notSent -> "not sent");
    }

    /** Answers the request of an index, by the id that it asked with. */
    private void answer(int index) {
        var request = received.get(index);
        long id = ((InitProducerIdRequest) request.request()).producerId();
        Response response = new InitProducerIdResponse(ErrorCode.NONE, id, (short) 0);
        connections.get(connections.size() - 1).send(codec.writeResponse(request.header(), response));
    }

    @Test
    void a_client_asks_what_is_answered_and_then_in_the_newest_version_of_both() {
        send(client(), 1);
        world.run(SECOND / 10);

        answer(1);
        world.run(SECOND / 10);

        assertThat(received)
                .extracting(it -> it.header().api())
                .containsExactly(Api.API_VERSIONS, Api.INIT_PRODUCER_ID);
        assertThat(told).containsExactly("1 answered 1 in 3");
    }

    @Test
    void a_peer_that_is_known_is_asked_at_once() {
        send(peer(), 1);
        world.run(SECOND / 10);

        assertThat(received).extracting(it -> it.header().api()).containsExactly(Api.INIT_PRODUCER_ID);
    }

    @Test
    void requests_leave_in_their_order_and_each_gets_its_answer() {
        var channel = peer();
        send(channel, 1);
        send(channel, 2);
        world.run(SECOND / 10);
        send(channel, 3);
        world.run(SECOND / 10);

        answer(0);
        answer(1);
        answer(2);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 answered 1 in 3", "2 answered 2 in 3", "3 answered 3 in 3");
        assertThat(connections).hasSize(1);
        assertThat(channel.inFlight()).isZero();
    }

    @Test
    void an_answer_out_of_turn_ends_the_connection() {
        var channel = peer();
        send(channel, 1);
        send(channel, 2);
        world.run(SECOND / 10);

        answer(1);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 lost", "2 lost");
        assertThat(world.ends).allMatch(LittleWorld.End::hasEnded);
    }

    @Test
    void an_answer_that_nobody_waits_for_ends_the_connection() {
        var channel = peer();
        send(channel, 1);
        world.run(SECOND / 10);

        answer(0);
        answer(0);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 answered 1 in 3");
        assertThat(world.ends).allMatch(LittleWorld.End::hasEnded);
    }

    @Test
    void an_answer_that_cannot_be_read_ends_the_connection() {
        send(peer(), 1);
        world.run(SECOND / 10);

        connections.get(0).send(ByteBuffer.allocate(3));
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 lost");
    }

    @Test
    void what_was_sent_is_lost_with_the_connection_and_the_next_request_begins_another() {
        var channel = peer();
        send(channel, 1);
        world.run(SECOND / 10);

        connections.get(0).abort();
        world.run(SECOND / 10);
        send(channel, 2);
        world.run(SECOND / 10);
        answer(1);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 lost", "2 answered 2 in 3");
        assertThat(connections).hasSize(2);
    }

    @Test
    void nothing_was_sent_where_nobody_listens() {
        var channel = RpcChannel.to(world, AT, ChannelSettings.ofPeer("test", OFFER));
        send(channel, 1);
        send(channel, 2);

        assertThat(told).isEmpty();
        world.run(SECOND / 10);
        assertThat(told).containsExactly("1 not sent", "2 not sent");
    }

    @Test
    void a_request_that_is_not_answered_in_time_ends_all_behind_it_once() {
        var channel = peer();
        send(channel, 1, SECOND);
        send(channel, 2, 2 * SECOND);
        world.run(SECOND - LittleWorld.MILLI);
        assertThat(told).isEmpty();

        world.run(10 * SECOND);

        assertThat(told).containsExactly("1 lost", "2 lost");
    }

    @Test
    void the_time_of_a_request_that_has_ended_ends_nothing() {
        var channel = peer();
        send(channel, 1, SECOND);
        world.run(SECOND / 10);
        answer(0);
        send(channel, 2, 20 * SECOND);

        world.run(10 * SECOND);
        answer(1);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 answered 1 in 3", "2 answered 2 in 3");
    }

    @Test
    void a_request_whose_time_is_over_before_the_connection_is_open_was_not_sent() {
        send(peer(), 1, LittleWorld.MILLI / 2);

        world.run(SECOND);

        assertThat(told).containsExactly("1 not sent");
        assertThat(received).isEmpty();
    }

    @Test
    void a_peer_that_does_not_say_what_it_answers_is_sent_nothing() {
        versions = null;
        send(client(), 1, 60 * SECOND);

        world.run(11 * SECOND);

        assertThat(told).containsExactly("1 not sent");
        assertThat(received).hasSize(1);
    }

    @Test
    void a_peer_that_refuses_to_say_what_it_answers_is_sent_nothing() {
        versions = OFFER.answer(ErrorCode.UNSUPPORTED_VERSION, ApiOffer.Features.NONE);
        send(client(), 1);

        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 not sent");
    }

    @Test
    void what_the_peer_does_not_answer_is_not_sent_and_holds_nothing_up() {
        var channel = client();
        channel.send(new DescribeClusterRequest((byte) 1, false), SECOND, outcome -> told.add("0 " + words(outcome)));
        send(channel, 1);
        world.run(SECOND / 10);

        answer(1);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("0 not sent", "1 answered 1 in 3");
    }

    @Test
    void what_is_not_answered_takes_no_turn() {
        var channel = peer();
        channel.sendUnanswered(
                Api.PRODUCE,
                version -> new ProduceRequest(null, (short) 0, 1, List.of()),
                SECOND,
                outcome -> told.add("0 " + words(outcome)));
        send(channel, 1);
        world.run(SECOND / 10);
        assertThat(told).containsExactly("0 lost");

        answer(1);
        world.run(10 * SECOND);

        assertThat(told).containsExactly("0 lost", "1 answered 1 in 3");
        assertThat(connections).hasSize(1);
    }

    @Test
    void a_callback_may_ask_at_once_for_more() {
        var channel = peer();
        channel.send(ask(1), SECOND, outcome -> {
            told.add("1 " + words(outcome));
            send(channel, 2);
        });
        world.run(SECOND / 10);

        connections.get(0).abort();
        world.run(SECOND / 10);
        answer(1);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 lost", "2 answered 2 in 3");
    }

    @Test
    void a_channel_that_was_closed_sends_nothing_more() {
        var channel = peer();
        send(channel, 1);
        world.run(SECOND / 10);

        channel.close();
        send(channel, 2);
        assertThat(told).isEmpty();
        world.run(SECOND);

        assertThat(told).containsExactly("1 lost", "2 not sent");
        assertThat(connections).hasSize(1);
        assertThat(world.ends).allMatch(LittleWorld.End::hasEnded);
    }

    @Test
    void what_is_late_after_a_disconnect_is_not_taken_for_an_answer() {
        var channel = peer();
        send(channel, 1);
        world.run(SECOND / 10);
        var former = connections.get(0);

        channel.disconnect("test");
        send(channel, 1);
        world.run(SECOND / 10);
        former.send(ByteBuffer.allocate(8));
        answer(1);
        world.run(SECOND / 10);

        assertThat(told).containsExactly("1 lost", "1 answered 1 in 3");
    }

    @Test
    void a_silent_peer_costs_no_more_than_the_time_of_a_request() {
        var channel = peer();
        world.swallows = true;
        send(channel, 1);

        world.run(2 * SECOND);

        assertThat(told).containsExactly("1 lost");
        assertThat(channel.inFlight()).isZero();
    }
}
