package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import io.waybill.wire.message.MetadataRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When requests end, and what those who are told may do. */
final class EndsTest {

    private static final long SECOND = 1_000 * LittleWorld.MILLI;
    private static final Endpoint AT = new Endpoint("server", 9_092);
    private static final ApiOffer OFFER = ApiOffer.of(List.of(Api.HEARTBEAT));

    private final LittleWorld world = new LittleWorld();
    private final List<RequestHandler.Answer> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final RpcChannel channel = RpcChannel.to(world, AT, ChannelSettings.ofPeer("test", OFFER));

    EndsTest() {
        RpcServer.listen(world, AT, new ServerCodec(OFFER, 10_000), (received, answer) -> asked.add(answer));
    }

    @Test
    void what_a_broken_connection_does_not_take_is_not_sent_and_ends_behind_what_was() {
        send("one");
        world.run(SECOND / 10);
        // The connection has ended before the channel writes, which hears of it later.
        world.breakAll();
        send("two");

        world.run(SECOND / 10);

        assertThat(told).containsExactly("one lost", "two not sent");
        assertThat(asked).hasSize(1);
    }

    @Test
    void nobody_is_told_before_the_call_has_returned() {
        send("one");
        world.run(SECOND / 10);

        channel.disconnect("the test wants it");
        channel.close();
        send("two");

        assertThat(told).isEmpty();
        assertThat(channel.inFlight()).isEqualTo(2);
    }

    @Test
    void a_request_is_in_flight_until_somebody_was_told_how_it_ended() {
        channel.send(new HeartbeatRequest("one", 1, "m", null), SECOND, outcome -> {
            told.add("in flight " + channel.inFlight());
        });
        assertThat(channel.inFlight()).isEqualTo(1);
        world.run(SECOND / 10);
        asked.get(0).send(new HeartbeatResponse(ErrorCode.NONE));

        world.run(SECOND / 10);

        assertThat(told).containsExactly("in flight 0");
    }

    @Test
    void who_is_told_may_close_the_channel() {
        channel.send(new HeartbeatRequest("one", 1, "m", null), SECOND, outcome -> channel.close());
        send("two");
        world.run(SECOND / 10);
        asked.get(0).send(new HeartbeatResponse(ErrorCode.NONE));

        world.run(SECOND / 10);

        assertThat(told).containsExactly("two lost");
        assertThat(channel.inFlight()).isZero();
    }

    @Test
    void who_is_refused_may_ask_again_at_once() {
        channel.send(new MetadataRequest(null, false), SECOND, outcome -> {
            told.add("refused");
            channel.send(new MetadataRequest(null, false), SECOND, again -> told.add("refused again"));
        });
        send("one");
        world.run(SECOND / 10);
        asked.get(0).send(new HeartbeatResponse(ErrorCode.NONE));

        world.run(SECOND / 10);

        assertThat(told).containsExactly("refused", "refused again", "one answered");
    }

    @Test
    void where_no_connection_opens_nothing_is_sent() {
        world.opens = false;
        send("one");

        world.run(SECOND);

        assertThat(told).containsExactly("one not sent");
    }

    @Test
    void a_timeout_lies_in_the_future() {
        assertThatThrownBy(() -> channel.send(new MetadataRequest(null, false), -1, outcome -> {}))
                .hasMessage("timeoutNanos must be >= 0, was -1");
    }

    private void send(String name) {
        channel.send(
                new HeartbeatRequest(name, 1, "m", null),
                SECOND,
                outcome -> told.add(
                        name + outcome.match(answered -> " answered", lost -> " lost", notSent -> " not sent")));
    }
}
