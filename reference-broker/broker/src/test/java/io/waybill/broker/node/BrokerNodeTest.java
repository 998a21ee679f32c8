package io.waybill.broker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
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
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.ListGroupsRequest;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListPartitionReassignmentsRequest;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import io.waybill.wire.message.SaslHandshakeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A node as a whole: when it answers, what it answers, how it starts and stops. */
final class BrokerNodeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int CLIENT = 100;
    private static final MetadataRequest WHO = new MetadataRequest(null, false);

    private final SmallWorld world = new SmallWorld(1);
    private final Environment client = world.start(CLIENT);
    private final List<String> traced = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final TreeMap<String, String> config = new TreeMap<>();
    private BrokerMutants mutants = BrokerMutants.NONE;

    private final TreeMap<Integer, NodeLayout> nodes = new TreeMap<>();

    @Test
    void a_node_that_is_alone_becomes_a_cluster() {
        node(1, true, true);
        var node = start(1);
        assertThat(node.isStarted()).isFalse();

        world.runFor(10 * SECOND);

        assertThat(seen).containsExactly("active", "registered", "unfenced");
        assertThat(node.isStarted()).isTrue();
        assertThat(node.quorum().leader()).isEqualTo(1);
        assertThat(node.appliedIndex()).isPositive();
        assertThat(node.image().isActive(1)).isTrue();
    }

    @Test
    void a_node_that_is_everything_answers_clients() {
        node(1, true, true);
        start(1);
        world.runFor(10 * SECOND);

        var answer = (MetadataResponse) answered(ask(1, WHO));

        assertThat(answer.brokers()).containsExactly(new MetadataResponse.Broker(1, "node1", 9092, null));
        assertThat(answer.clusterId()).isEqualTo("one");
        assertThat(answer.controllerId()).isEqualTo(1);
    }

    @Test
    void everything_on_offer_is_answered() {
        node(1, true, true);
        start(1);
        world.runFor(10 * SECOND);
        var apis = new TreeSet<Api>();

        for (Request request : ofEachApi()) {
            var response = answered(ask(1, request));
            assertThat(response.api()).isEqualTo(request.api());
            apis.add(request.api());
        }

        var offered = (ApiVersionsResponse) answered(ask(1, new ApiVersionsRequest("test", "1", null, -1)));
        assertThat(offered.apis())
                .extracting(range -> Api.of(range.key()).orElseThrow())
                .containsExactlyInAnyOrderElementsOf(apis);
    }

    @Test
    void groups_and_transactions_are_not_on_offer() {
        assertThat(ClientApis.OFFER.offers(Api.JOIN_GROUP)).isFalse();
        assertThat(ClientApis.OFFER.offers(Api.END_TXN)).isFalse();
        assertThat(ClientApis.OFFER.offers(Api.BROKER_HEARTBEAT)).isFalse();
    }

    @Test
    void a_broker_answers_nobody_before_it_is_registered() {
        node(1, true, false);
        node(2, false, true);
        start(2);
        world.runFor(10 * SECOND);
        var before = ask(2, WHO);
        start(1);
        world.runFor(10 * SECOND);

        var after = ask(2, WHO);

        assertThat(before).isInstanceOf(RpcOutcome.NotSent.class);
        assertThat(((MetadataResponse) answered(after)).brokers()).hasSize(1);
    }

    @Test
    void a_broker_that_starts_again_denies_no_topic() {
        node(1, true, true);
        start(1);
        world.runFor(10 * SECOND);
        answered(ask(1, creation("orders")));
        world.kill(1);
        start(1);

        RpcOutcome first = ask(1, WHO);
        while (!(first instanceof RpcOutcome.Answered)) {
            world.runFor(SECOND / 100);
            first = ask(1, WHO);
        }

        assertThat(((MetadataResponse) answered(first)).topics())
                .extracting(MetadataResponse.Topic::topic)
                .containsExactly("orders");
    }

    @Test
    void planted_flaws_are_announced() {
        node(1, true, true);
        mutants = BrokerMutants.ofIds(List.of("R1")).orElseThrow();

        start(1);

        assertThat(traced)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("node 1 of one starts, incarnation 0, with planted flaws: ")
                        .contains("R1"));
    }

    @Test
    void a_node_does_not_start_with_a_wrong_configuration() {
        node(1, true, true);
        config.put("min.insync.replica", "2");

        assertThatThrownBy(() -> start(1)).hasMessageContaining("did you mean \"min.insync.replicas\"?");
    }

    @Test
    void a_node_that_the_layout_does_not_have_does_not_start() {
        node(1, true, true);

        assertThatThrownBy(() -> start(5)).hasMessage("there is no node 5, nodes are [1]");
    }

    @Test
    void a_node_is_stopped_once_and_says_once_that_it_has() {
        node(1, true, true);
        var node = start(1);
        world.runFor(10 * SECOND);
        List<String> told = new ArrayList<>();

        node.stop(() -> told.add("stopped"));
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> node.stop(() -> told.add("again"))).hasMessage("node 1 must be stopped once");
        world.runFor(120 * SECOND);

        assertThat(told).containsExactly("stopped");
        assertThat(seen).contains("stopped in order");
    }

    @Test
    void a_node_that_is_not_to_hand_over_stops_at_once() {
        node(1, true, true);
        config.put("controlled.shutdown.enable", "false");
        var node = start(1);
        world.runFor(10 * SECOND);
        List<String> told = new ArrayList<>();

        node.stop(() -> told.add("stopped"));
        world.runFor(SECOND);

        assertThat(told).containsExactly("stopped");
        assertThat(seen).endsWith("unfenced");
    }

    @Test
    void a_broker_that_was_never_registered_stops_at_once() {
        node(1, true, false);
        node(2, false, true);
        var node = start(2);
        world.runFor(SECOND);
        List<String> told = new ArrayList<>();

        node.stop(() -> told.add("stopped"));
        world.runFor(SECOND);

        assertThat(told).containsExactly("stopped");
    }

    @Test
    void a_controller_has_nothing_to_hand_over() {
        node(1, true, false);
        var node = start(1);
        List<String> told = new ArrayList<>();

        node.stop(() -> told.add("stopped"));
        assertThat(told).isEmpty();
        world.runFor(1);

        assertThat(told).containsExactly("stopped");
    }

    private void node(int id, boolean isController, boolean isBroker) {
        var host = "node" + id;
        nodes.put(
                id,
                new NodeLayout(
                        id,
                        new Endpoint(host, 9090),
                        isController ? new Endpoint(host, 9091) : null,
                        isBroker ? new Endpoint(host, 9092) : null,
                        null));
    }

    private BrokerNode start(int node) {
        var settings =
                BrokerSettings.of(new ClusterLayout("one", nodes), config).with(mutants);
        return BrokerNode.start(world.start(node), settings, new Seen());
    }

    private final class Seen implements BrokerListener {

        @Override
        public boolean traces() {
            return true;
        }

        @Override
        public void trace(String line) {
            traced.add(line);
        }

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
            seen.add("stopped in order");
        }
    }

    private RpcOutcome ask(int node, Request request) {
        List<RpcOutcome> outcomes = new ArrayList<>();
        var channel = RpcChannel.to(client, new Endpoint("node" + node, 9092), ChannelSettings.ofClient("test"));
        channel.send(request, 20 * SECOND, outcomes::add);
        for (int i = 0; i < 30_000 && outcomes.isEmpty(); i++) {
            world.runFor(SECOND / 1_000);
        }
        channel.close();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static Response answered(RpcOutcome outcome) {
        assertThat(outcome).isInstanceOf(RpcOutcome.Answered.class);
        return ((RpcOutcome.Answered) outcome).response();
    }

    private static CreateTopicsRequest creation(String topic) {
        var wish = new CreateTopicsRequest.Topic(topic, 1, (short) 1, List.of(), List.of());
        return new CreateTopicsRequest(List.of(wish), 10_000, false);
    }

    private static List<Request> ofEachApi() {
        byte none = 0;
        return List.of(
                new ProduceRequest(null, (short) 1, 1_000, List.of()),
                new FetchRequest(-1, -1, 100, 1, 1_000, none, 0, -1, List.of(), List.of(), ""),
                new ListOffsetsRequest(-1, none, List.of(), 1_000),
                WHO,
                new FindCoordinatorRequest(none, List.of("group")),
                new ListGroupsRequest(List.of(), List.of()),
                new SaslHandshakeRequest("PLAIN"),
                new ListPartitionReassignmentsRequest(1_000, null),
                new ListTransactionsRequest(List.of(), List.of(), -1, null),
                new ApiVersionsRequest("test", "1", null, -1),
                creation("orders"),
                new DeleteTopicsRequest(List.of(), 1_000),
                new DeleteRecordsRequest(List.of(), 1_000),
                new InitProducerIdRequest(null, 1_000, -1, (short) -1),
                new OffsetForLeaderEpochRequest(-1, List.of()),
                new DescribeConfigsRequest(List.of(), false, false),
                new CreatePartitionsRequest(List.of(), 1_000, false),
                new ElectLeadersRequest(none, null, 1_000),
                new AlterConfigsRequest(List.of(), false),
                new IncrementalAlterConfigsRequest(List.of(), false),
                new DescribeQuorumRequest(List.of()),
                new DescribeClusterRequest((byte) 1, false),
                new DescribeProducersRequest(List.of()),
                new DescribeTopicPartitionsRequest(List.of(), 10, null));
    }
}
