package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a client finds the versions to speak in, also with those who know only old questions (KIP-511). */
final class NegotiationTest {

    private static final long SECOND = 1_000 * LittleWorld.MILLI;
    private static final Endpoint AT = new Endpoint("old", 9_092);
    private static final ApiOffer EVERYTHING = ApiOffer.of(List.of(Api.values()));

    private final LittleWorld world = new LittleWorld();
    private final List<String> asked = new ArrayList<>();
    private final List<RpcOutcome> outcomes = new ArrayList<>();

    @Test
    void who_knows_the_question_is_asked_once() {
        connect(EVERYTHING, EVERYTHING);

        assertThat(asked).containsExactly("ApiVersions 3", "Heartbeat 4");
        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.Answered.class);
    }

    @Test
    void who_knows_older_questions_only_is_asked_in_the_newest_of_those() {
        var old = EVERYTHING.with(Api.API_VERSIONS, 0, 2).with(Api.HEARTBEAT, 0, 1);

        connect(old, old);

        // What is not known is read as version 0, with an error.
        assertThat(asked).containsExactly("ApiVersions 0", "ApiVersions 2", "Heartbeat 1");
        assertThat(outcomes).containsExactly(new RpcOutcome.Answered(new HeartbeatResponse(ErrorCode.NONE), 1));
    }

    @Test
    void who_does_not_say_which_questions_it_knows_is_asked_the_oldest() {
        connect(
                EVERYTHING.with(Api.API_VERSIONS, 0, 0),
                ApiOffer.of(List.of(Api.HEARTBEAT)).with(Api.HEARTBEAT, 0, 2));

        assertThat(asked).containsExactly("ApiVersions 0", "ApiVersions 0", "Heartbeat 2");
        assertThat(outcomes).singleElement().isInstanceOf(RpcOutcome.Answered.class);
    }

    /**
     * Has a client ask something of a server.
     *
     * @param known what the server can read
     * @param said what it says that it answers
     */
    private void connect(ApiOffer known, ApiOffer said) {
        var codec = new ServerCodec(known, 10_000);
        world.listen(AT, connection -> new Server(codec, said));
        RpcChannel.to(world, AT, ChannelSettings.ofClient("test"))
                .send(new HeartbeatRequest("g", 1, "m", null), SECOND, outcomes::add);
        world.run(2 * SECOND);
    }

    private final class Server implements Connection.Handler {

        private final ServerCodec codec;
        private final ApiOffer said;

        Server(ServerCodec codec, ApiOffer said) {
            this.codec = codec;
            this.said = said;
        }

        @Override
        public void onOpen(Connection connection) {}

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            var received = codec.readRequest(frame);
            var header = received.header();
            asked.add(header.api().title() + " " + header.version());
            connection.send(codec.writeResponse(
                    header,
                    header.api() == Api.API_VERSIONS
                            ? said.answer(received.error(), ApiOffer.Features.NONE)
                            : new HeartbeatResponse(ErrorCode.NONE)));
        }

        @Override
        public void onClosed(Connection connection, Connection.CloseReason reason) {}
    }
}
