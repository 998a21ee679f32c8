package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import io.waybill.wire.message.ProduceRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a channel tells of requests, whatever the other side does. */
final class RpcChannelTest {

    private static final long SECOND = 1_000 * SmallLoop.MILLI;
    private static final HeartbeatResponse RESPONSE = new HeartbeatResponse(ErrorCode.NONE);
    private static final ProduceRequest UNANSWERED = new ProduceRequest(null, (short) 0, 1_000, List.of());

    private final SmallLoop loop = new SmallLoop();
    private final Ends ends = new Ends();
    private final Heard server = Heard.on(loop, Heard.EVERYTHING);
    private final RpcChannel client = RpcChannel.to(loop, Heard.AT, ChannelSettings.ofClient("c"));
    private final RpcChannel peer = RpcChannel.to(loop, Heard.AT, ChannelSettings.ofPeer("p", Heard.EVERYTHING));

    @Test
    void nothing_is_sent_before_it_is_known_what_is_answered() {
        send(client, "one");

        loop.runFor(10);

        assertThat(server.negotiations()).containsExactly(3);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void the_newest_version_that_both_know_is_sent() {
        send(client, "one");
        loop.runFor(10);
        server.answerVersions(Heard.EVERYTHING.with(Api.HEARTBEAT, 1, 2));

        loop.runFor(10);

        assertThat(server.requests().get(0).header().version()).isEqualTo(2);
    }

    @Test
    void a_request_is_made_for_the_version_that_is_sent() {
        List<Integer> versions = new ArrayList<>();
        client.send(
                Api.HEARTBEAT,
                version -> {
                    versions.add(version);
                    return heartbeat("one");
                },
                SECOND,
                ends.of("one"));
        loop.runFor(10);
        server.answerVersions(Heard.EVERYTHING.with(Api.HEARTBEAT, 0, 1));

        loop.runFor(10);

        assertThat(versions).containsExactly(1);
    }

    @Test
    void what_is_not_answered_there_is_not_sent_and_holds_nothing_up() {
        client.send(UNANSWERED, SECOND, ends.of("unknown"));
        send(client, "known");
        loop.runFor(10);
        server.answerVersions(ApiOffer.of(List.of(Api.HEARTBEAT, Api.API_VERSIONS)));
        loop.runFor(10);
        server.answer(0, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("unknown not sent", "known answered");
    }

    @Test
    void who_knows_older_questions_only_is_asked_in_the_newest_of_those() {
        var old = Heard.EVERYTHING.with(Api.API_VERSIONS, 0, 2);
        var oldServer = Heard.on(loop, old);
        send(client, "one");
        loop.runFor(10);
        oldServer.answerVersions(old);
        loop.runFor(10);
        oldServer.answerVersions(old);
        loop.runFor(10);
        oldServer.answer(0, RESPONSE);

        loop.runFor(10);

        assertThat(oldServer.negotiations()).containsExactly(0, 2);
        assertThat(ends.told()).containsExactly("one answered");
    }

    @Test
    void who_does_not_say_which_questions_it_knows_is_asked_in_the_oldest() {
        var mute = ApiOffer.of(List.of(Api.HEARTBEAT));
        send(client, "one");
        loop.runFor(10);
        server.answerVersions(ErrorCode.UNSUPPORTED_VERSION, mute);
        loop.runFor(10);
        server.answerVersions(mute);
        loop.runFor(10);
        server.answer(0, RESPONSE);

        loop.runFor(10);

        assertThat(server.negotiations()).containsExactly(3, 0);
        assertThat(ends.told()).containsExactly("one answered");
    }

    @Test
    void who_refuses_to_say_what_it_answers_is_sent_nothing() {
        send(client, "one");
        loop.runFor(10);
        server.answerVersions(ErrorCode.UNKNOWN_SERVER_ERROR, Heard.EVERYTHING);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one not sent");
        assertThat(server.closed()).isEqualTo(1);
    }

    @Test
    void who_never_says_what_it_answers_is_sent_nothing() {
        client.send(heartbeat("one"), 60 * SECOND, ends.of("one"));

        loop.runFor(9_900);
        assertThat(ends.told()).isEmpty();
        loop.runFor(200);

        assertThat(ends.told()).containsExactly("one not sent");
        assertThat(client.inFlight()).isZero();
    }

    @Test
    void answers_end_requests_in_their_order() {
        send(peer, "one");
        send(peer, "two");
        loop.runFor(10);
        server.answer(0, RESPONSE);
        server.answer(1, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one answered", "two answered");
        assertThat(server.requests())
                .extracting(each -> ((HeartbeatRequest) each.request()).groupId())
                .containsExactly("one", "two");
    }

    @Test
    void a_request_that_was_answered_in_time_ends_nothing_later() {
        send(peer, "one");
        loop.runFor(10);
        server.answer(0, RESPONSE);

        loop.runFor(5_000);

        assertThat(ends.told()).containsExactly("one answered");
        assertThat(server.closed()).isZero();
    }

    @Test
    void a_request_that_is_not_answered_in_time_takes_all_others_with_it() {
        peer.send(heartbeat("patient"), 60 * SECOND, ends.of("patient"));
        peer.send(heartbeat("hasty"), SECOND, ends.of("hasty"));

        loop.runFor(990);
        assertThat(ends.told()).isEmpty();
        loop.runFor(20);

        assertThat(ends.told()).containsExactly("patient lost", "hasty lost");
        assertThat(server.closed()).isEqualTo(1);
    }

    @Test
    void an_answer_that_comes_too_late_is_nobodys() {
        send(peer, "one");
        loop.runFor(10);
        loop.frameNanos = 2 * SECOND;
        server.answer(0, RESPONSE);

        loop.runFor(5_000);

        assertThat(ends.told()).containsExactly("one lost");
    }

    @Test
    void where_no_connection_opens_nothing_is_sent() {
        loop.opens = false;
        send(peer, "one");

        loop.runFor(1_010);

        assertThat(ends.told()).containsExactly("one not sent");
    }

    @Test
    void where_nobody_listens_nothing_is_sent() {
        var nobody = RpcChannel.to(loop, new Endpoint("nobody", 1), ChannelSettings.ofPeer("p", Heard.EVERYTHING));
        send(nobody, "one");
        send(nobody, "two");

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one not sent", "two not sent");
    }

    @Test
    void what_was_sent_when_the_connection_broke_is_lost() {
        send(peer, "one");
        loop.runFor(1);
        loop.breakAll();

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one lost");
    }

    @Test
    void what_a_broken_connection_does_not_take_is_not_sent_and_ends_behind_what_was() {
        send(peer, "one");
        loop.runFor(10);
        send(peer, "two");
        // It has ended before the channel writes, and says so behind it.
        server.hangUp();

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one lost", "two not sent");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void after_an_end_the_next_request_connects_anew() {
        send(client, "one");
        loop.runFor(10);
        loop.breakAll();
        loop.runFor(10);
        send(client, "two");
        loop.runFor(10);
        server.answerVersions(Heard.EVERYTHING);
        loop.runFor(10);
        server.answer(0, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one not sent", "two answered");
        assertThat(loop.connections()).isEqualTo(2);
        assertThat(server.negotiations()).hasSize(2);
    }

    @Test
    void an_answer_that_nobody_asked_for_ends_the_connection() {
        send(peer, "one");
        loop.runFor(10);
        server.answer(0, RESPONSE);
        server.answer(0, RESPONSE);
        loop.runFor(10);
        send(peer, "two");

        loop.runFor(1_010);

        assertThat(ends.told()).containsExactly("one answered", "two lost");
        assertThat(loop.connections()).isEqualTo(2);
    }

    @Test
    void an_answer_to_another_request_ends_the_connection() {
        send(peer, "one");
        send(peer, "two");
        loop.runFor(10);
        server.answer(1, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one lost", "two lost");
    }

    @Test
    void an_answer_that_cannot_be_read_ends_the_connection() {
        send(peer, "one");
        loop.runFor(10);
        server.send(ByteBuffer.allocate(3));

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one lost");
        assertThat(server.closed()).isEqualTo(1);
    }

    @Test
    void of_a_request_without_an_answer_is_told_that_it_left() {
        peer.sendUnanswered(Api.PRODUCE, version -> UNANSWERED, SECOND, ends.of("unanswered"));
        send(peer, "one");
        loop.runFor(10);
        server.answer(1, RESPONSE);

        loop.runFor(5_000);

        assertThat(ends.told()).containsExactly("unanswered lost", "one answered");
        assertThat(server.closed()).isZero();
    }

    @Test
    void of_a_request_without_an_answer_is_told_that_it_never_left() {
        loop.opens = false;
        peer.sendUnanswered(Api.PRODUCE, version -> UNANSWERED, SECOND, ends.of("unanswered"));

        loop.runFor(1_010);

        assertThat(ends.told()).containsExactly("unanswered not sent");
    }

    @Test
    void disconnecting_ends_everything_and_what_follows_goes_on() {
        send(peer, "one");
        loop.runFor(10);
        send(peer, "two");
        peer.disconnect("the test wants it");
        send(peer, "three");
        loop.runFor(10);
        server.answer(1, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one lost", "two not sent", "three answered");
    }

    @Test
    void a_closed_channel_sends_nothing() {
        send(peer, "one");
        loop.runFor(10);
        peer.close();
        send(peer, "two");

        loop.runFor(5_000);

        assertThat(ends.told()).containsExactly("one lost", "two not sent");
        assertThat(loop.connections()).isEqualTo(1);
    }

    @Test
    void nobody_is_told_before_the_call_has_returned() {
        send(peer, "one");
        loop.runFor(10);

        peer.disconnect("the test wants it");
        peer.close();
        send(peer, "two");

        assertThat(ends.told()).isEmpty();
        assertThat(peer.inFlight()).isEqualTo(2);
    }

    @Test
    void who_is_told_may_ask_again_at_once() {
        Consumer<RpcOutcome> again = outcome -> send(peer, "again");
        peer.send(heartbeat("one"), SECOND, again.andThen(ends.of("one")));
        loop.runFor(10);
        server.hangUp();
        loop.runFor(10);
        server.answer(1, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("one lost", "again answered");
        assertThat(peer.inFlight()).isZero();
    }

    @Test
    void who_is_told_may_close_the_channel() {
        peer.send(heartbeat("one"), SECOND, outcome -> peer.close());
        send(peer, "two");
        loop.runFor(10);
        server.answer(0, RESPONSE);

        loop.runFor(10);

        assertThat(ends.told()).containsExactly("two lost");
        assertThat(peer.inFlight()).isZero();
    }

    @Test
    void a_timeout_lies_in_the_future() {
        assertThatThrownBy(() -> peer.send(heartbeat("one"), -1, ends.of("one")))
                .hasMessage("timeoutNanos must be >= 0, was -1");
    }

    private void send(RpcChannel channel, String name) {
        channel.send(heartbeat(name), SECOND, ends.of(name));
    }

    private static HeartbeatRequest heartbeat(String name) {
        return new HeartbeatRequest(name, 1, "m", null);
    }
}
