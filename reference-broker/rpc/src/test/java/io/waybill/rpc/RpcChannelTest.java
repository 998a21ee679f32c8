package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import io.waybill.wire.message.MetadataRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How requests end. */
final class RpcChannelTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Endpoint THERE = new Endpoint("broker", 9092);
    private static final InitProducerIdRequest NEW_ID = new InitProducerIdRequest(null, 1, -1, (short) -1);

    /** Versions before 3 cannot say which id. */
    private static final InitProducerIdRequest OLD_ID = new InitProducerIdRequest(null, 1, 7, (short) 2);

    private final OneLink world = new OneLink();
    private final List<RpcOutcome> outcomes = new ArrayList<>();

    private RpcChannel speaking(int newest) {
        var offer = ApiOffer.of(List.of(Api.INIT_PRODUCER_ID)).with(Api.INIT_PRODUCER_ID, 0, newest);
        return RpcChannel.to(world, THERE, ChannelSettings.ofPeer("test", offer));
    }

    @Test
    void an_answer_comes_to_who_asked() {
        var channel = speaking(5);
        channel.send(NEW_ID, SECOND, outcomes::add);
        world.open();

        world.answer(new InitProducerIdResponse(ErrorCode.NONE, 9, (short) 0));

        assertThat(outcomes)
                .containsExactly(new RpcOutcome.Answered(new InitProducerIdResponse(ErrorCode.NONE, 9, (short) 0), 5));
        assertThat(channel.inFlight()).isZero();
    }

    @Test
    void what_a_version_cannot_say_is_not_sent() {
        var channel = speaking(2);
        channel.send(OLD_ID, SECOND, outcomes::add);
        world.open();

        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.NotSent.class);
        assertThat(((RpcOutcome.NotSent) outcomes.get(0)).reason())
                .startsWith("InitProducerId cannot be said in version 2: ");
        assertThat(channel.inFlight()).isZero();
    }

    @Test
    void what_is_behind_one_that_a_version_cannot_say_is_sent_and_answered() {
        var channel = speaking(2);
        channel.send(OLD_ID, SECOND, refused -> {});
        channel.send(NEW_ID, SECOND, outcomes::add);
        world.open();

        world.answer(new InitProducerIdResponse(ErrorCode.NONE, 9, (short) 0));

        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.Answered.class);
    }

    @Test
    void what_cannot_be_made_for_a_version_is_not_sent() {
        var channel = speaking(5);
        channel.send(
                Api.INIT_PRODUCER_ID,
                version -> {
                    throw new IllegalArgumentException("not in version " + version);
                },
                SECOND,
                outcomes::add);
        world.open();

        assertThat(outcomes)
                .containsExactly(
                        new RpcOutcome.NotSent("InitProducerId cannot be said in version 5: not in version 5"));
    }

    @Test
    void what_the_connection_does_not_take_is_not_sent() {
        var channel = speaking(5);
        channel.send(NEW_ID, SECOND, outcomes::add);
        world.takes = false;
        world.open();

        assertThat(outcomes).containsExactly(new RpcOutcome.NotSent("the connection to broker:9092 has ended"));
    }

    @Test
    void what_waits_for_an_answer_when_the_connection_ends_is_lost_and_what_was_not_sent_is_not() {
        var channel = speaking(5);
        channel.send(NEW_ID, SECOND, outcomes::add);
        world.open();
        channel.disconnect("by the test");
        world.run();
        channel.send(NEW_ID, SECOND, outcomes::add);
        channel.disconnect("by the test");
        world.run();

        assertThat(outcomes).containsExactly(new RpcOutcome.Lost("by the test"), new RpcOutcome.NotSent("by the test"));
    }

    @Test
    void what_is_not_answered_in_time_ends_the_connection_with_all_that_is_behind_it() {
        var channel = speaking(5);
        channel.send(NEW_ID, SECOND, outcomes::add);
        channel.send(NEW_ID, 60 * SECOND, outcomes::add);
        world.open();

        world.runFor(SECOND);

        assertThat(outcomes).hasSize(2).allSatisfy(each -> assertThat(each).isInstanceOf(RpcOutcome.Lost.class));
    }

    @Test
    void an_api_that_is_not_answered_there_is_not_sent() {
        var channel = speaking(5);
        channel.send(new MetadataRequest(List.of(), false), SECOND, outcomes::add);
        world.open();

        assertThat(outcomes).containsExactly(new RpcOutcome.NotSent("broker:9092 does not answer Metadata"));
    }

    @Test
    void what_wants_no_answer_ends_when_it_has_left() {
        var channel = speaking(5);
        channel.sendUnanswered(Api.INIT_PRODUCER_ID, version -> NEW_ID, SECOND, outcomes::add);
        world.open();

        assertThat(outcomes).containsExactly(new RpcOutcome.Lost("no answer was asked for"));
    }

    @Test
    void a_closed_channel_sends_nothing_and_says_so_later() {
        var channel = speaking(5);
        channel.close();
        channel.send(NEW_ID, SECOND, outcomes::add);

        assertThat(outcomes).isEmpty();
        world.run();
        assertThat(outcomes).containsExactly(new RpcOutcome.NotSent("the channel was closed"));
    }

    @Test
    void an_answer_that_cannot_be_read_ends_the_connection() {
        var channel = speaking(5);
        channel.send(NEW_ID, SECOND, outcomes::add);
        world.open();

        world.frame(ByteBuffer.wrap(new byte[] {0, 0, 0, 77, 1, 2, 3}));

        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.Lost.class);
    }
}
