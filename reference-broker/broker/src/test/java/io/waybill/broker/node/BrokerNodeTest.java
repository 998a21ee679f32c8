package io.waybill.broker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Endpoint;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A node that is a whole cluster, and who asks it. */
class BrokerNodeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int NODE = 0;
    private static final int CLIENT = 9;
    private static final Endpoint AT = new Endpoint("n0", 9_092);
    private static final short ALL = -1;

    private final SmallWorld world = new SmallWorld(1);
    private final List<String> seen = new ArrayList<>();
    private final TreeMap<String, String> config = new TreeMap<>();

    private BrokerNode start() {
        var nodes = new TreeMap<Integer, NodeLayout>();
        nodes.put(NODE, new NodeLayout(NODE, new Endpoint("n0", 9_094), new Endpoint("n0", 9_093), AT, null));
        var settings = BrokerSettings.of(new ClusterLayout("of-one", nodes), config);
        return BrokerNode.start(world.start(NODE), settings, new Seen());
    }

    private final class Seen implements BrokerListener {

        @Override
        public void onRegistered(long brokerEpoch) {
            seen.add("registered");
        }

        @Override
        public void onFenced(boolean fenced) {
            seen.add(fenced ? "fenced" : "unfenced");
        }

        @Override
        public void onActiveController(long controllerEpoch) {
            seen.add("active");
        }

        @Override
        public void onStopped() {
            seen.add("stopped");
        }
    }

    /** The simplest request of each API. */
    private static List<Request> requests() {
        return List.of(
                new ApiVersionsRequest("test", "1", null, -1),
                new ProduceRequest(null, ALL, 1_000, List.of()),
                new FetchRequest(-1, -1, 0, 0, 1, (byte) 0, 0, -1, List.of(), List.of(), ""),
                new ListOffsetsRequest(-1, (byte) 0, List.of(), 1_000),
                new MetadataRequest(null, false),
                new CreateTopicsRequest(List.of(), 1_000, false),
                new DeleteTopicsRequest(List.of(), 1_000),
                new DeleteRecordsRequest(List.of(), 1_000),
                new InitProducerIdRequest(null, 1_000, -1, (short) -1),
                new OffsetForLeaderEpochRequest(-1, List.of()),
                new DescribeConfigsRequest(List.of(), false, false),
                new CreatePartitionsRequest(List.of(), 1_000, false),
                new ElectLeadersRequest((byte) 0, List.of(), 1_000),
                new IncrementalAlterConfigsRequest(List.of(), false),
                new DescribeQuorumRequest(List.of()),
                new DescribeClusterRequest((byte) 1, false),
                new DescribeProducersRequest(List.of()),
                new DescribeTopicPartitionsRequest(List.of(), 10, null));
    }

    @Test
    void a_node_that_is_alone_becomes_a_cluster() {
        var node = start();
        assertThat(node.isStarted()).isFalse();

        world.runFor(5 * SECOND);

        assertThat(seen).containsExactly("active", "registered", "unfenced");
        assertThat(node.isStarted()).isTrue();
        assertThat(node.quorum().leader()).isEqualTo(NODE);
        assertThat(node.appliedIndex()).isPositive();
        assertThat(node.image().isActive(NODE)).isTrue();
    }

    @Test
    void everything_on_offer_is_answered() {
        start();
        world.runFor(5 * SECOND);
        var client = RpcChannel.to(world.start(CLIENT), AT, ChannelSettings.ofClient("test"));
        Set<Api> answered = EnumSet.noneOf(Api.class);
        for (Request request : requests()) {
            client.send(request, SECOND, outcome -> {
                assertThat(outcome).isInstanceOf(RpcOutcome.Answered.class);
                answered.add(((RpcOutcome.Answered) outcome).response().api());
            });
        }

        world.runFor(5 * SECOND);

        Set<Api> offered = EnumSet.allOf(Api.class);
        offered.removeIf(api -> !ClientApis.OFFER.offers(api));
        assertThat(answered).isEqualTo(offered);
    }

    @Test
    void a_node_that_stops_says_so_and_may_then_be_ended() {
        var node = start();
        world.runFor(5 * SECOND);

        node.stop(() -> seen.add("done"));
        assertThat(seen).doesNotContain("done");
        world.runFor(5 * SECOND);

        assertThat(seen).endsWith("stopped", "done");
    }

    @Test
    void a_node_that_is_not_to_hand_over_stops_at_once() {
        config.put("controlled.shutdown.enable", "false");
        var node = start();
        world.runFor(5 * SECOND);

        node.stop(() -> seen.add("done"));
        world.runFor(SECOND);

        assertThat(seen).endsWith("unfenced", "done");
    }

    @Test
    void a_node_does_not_start_on_a_configuration_that_is_wrong() {
        config.put("log.segment.byte", "1");

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log.segment.bytes");
    }

    @Test
    void a_request_that_breaks_what_is_assumed_takes_the_node_with_it() {
        var environment = world.start(NODE);
        List<Throwable> crashes = new ArrayList<>();
        world.crashed = (node, cause) -> crashes.add(cause);
        var request = new HeartbeatRequest("group", 1, "member", null);
        var header = new RequestHeader(Api.HEARTBEAT, 4, 1, null);

        new ClientRequests(environment, null, null).handle(new ReceivedRequest(header, request, ErrorCode.NONE), null);

        assertThat(crashes).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(world.isUp(NODE)).isFalse();
    }
}
