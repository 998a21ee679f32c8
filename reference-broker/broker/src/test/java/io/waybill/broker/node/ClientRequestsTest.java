package io.waybill.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.world.SmallWorld;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a node whose handler is broken. */
final class ClientRequestsTest {

    @Test
    void a_request_that_breaks_its_handler_ends_the_node_and_is_not_answered() {
        var world = new SmallWorld(1);
        List<String> crashed = new ArrayList<>();
        world.crashed = (node, cause) -> crashed.add(node + ": " + cause.getMessage());
        // Nobody answers a heartbeat of a group here, so it needs neither of those who answer.
        var requests = new ClientRequests(world.start(1), null, null);
        var heartbeat = new ReceivedRequest(
                new RequestHeader(Api.HEARTBEAT, 0, 1, "c"), new HeartbeatRequest("g", 1, "m", null), ErrorCode.NONE);

        requests.handle(heartbeat, new NoAnswer());

        assertThat(crashed).containsExactly("1: a broker must not offer HEARTBEAT");
        assertThat(world.isUp(1)).isFalse();
    }

    private static final class NoAnswer implements RequestHandler.Answer {

        @Override
        public void send(Response response) {
            throw new AssertionError("no answer was expected");
        }

        @Override
        public void none() {
            throw new AssertionError("no answer was expected");
        }

        @Override
        public void disconnect() {
            throw new AssertionError("no answer was expected");
        }

        @Override
        public boolean isWanted() {
            return true;
        }
    }
}
