package io.waybill.broker.controller;

import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.raft.entry.Membership;
import io.waybill.rpc.RequestHandler.Answer;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** How the quorum is. */
final class QuorumRequests {

    private static final String TOPIC = "__cluster_metadata";
    private static final byte OF_CONTROLLERS = 2;
    private static final UUID NO_ID = new UUID(0, 0);

    private final ControllerNode node;
    private final ClusterLayout layout;

    QuorumRequests(ControllerNode node, ClusterLayout layout) {
        this.node = node;
        this.layout = layout;
    }

    void describeCluster(DescribeClusterRequest request, Answer answer) {
        boolean ofControllers = request.endpointType() == OF_CONTROLLERS;
        List<DescribeClusterResponse.Broker> controllers = new ArrayList<>();
        for (NodeLayout each : layout.nodes().values()) {
            var endpoint = each.controller();
            if (ofControllers && endpoint != null) {
                controllers.add(new DescribeClusterResponse.Broker(
                        each.id(), endpoint.host(), endpoint.port(), each.rack(), false));
            }
        }
        answer.send(new DescribeClusterResponse(
                ofControllers ? ErrorCode.NONE : ErrorCode.MISMATCHED_ENDPOINT_TYPE,
                ofControllers ? null : "this endpoint is a controller's, asked was one of a broker",
                request.endpointType(),
                layout.clusterId(),
                node.controller(),
                controllers));
    }

    void describeQuorum(DescribeQuorumRequest request, Answer answer) {
        List<DescribeQuorumResponse.Topic> topics = new ArrayList<>();
        for (DescribeQuorumRequest.Topic topic : request.topics()) {
            var partitions = topic.partitions().stream()
                    .map(partition -> partition(topic.topic(), partition.partition()))
                    .toList();
            topics.add(new DescribeQuorumResponse.Topic(topic.topic(), partitions));
        }
        List<DescribeQuorumResponse.Node> nodes = new ArrayList<>();
        for (NodeLayout each : layout.nodes().values()) {
            var endpoint = each.controller();
            if (endpoint != null) {
                nodes.add(new DescribeQuorumResponse.Node(
                        each.id(),
                        List.of(new DescribeQuorumResponse.Listener("CONTROLLER", endpoint.host(), endpoint.port()))));
            }
        }
        answer.send(new DescribeQuorumResponse(ErrorCode.NONE, null, topics, nodes));
    }

    private DescribeQuorumResponse.Partition partition(String topic, int partition) {
        if (!topic.equals(TOPIC) || partition != 0) {
            return failed(partition, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "the quorum's log is " + TOPIC + "-0");
        }
        if (!node.isActive()) {
            return failed(partition, ErrorCode.NOT_LEADER_OR_FOLLOWER, "the active controller is " + node.controller());
        }
        var view = node.quorum();
        var members = view.membership();
        return new DescribeQuorumResponse.Partition(
                partition,
                ErrorCode.NONE,
                null,
                view.leader(),
                Math.toIntExact(view.term()),
                // The quorum counts entries, a high watermark is the offset after the last.
                view.commitIndex() + 1,
                replicas(members, true),
                replicas(members, false));
    }

    private List<DescribeQuorumResponse.Replica> replicas(Membership members, boolean voters) {
        return Arrays.stream(members.all())
                .filter(member -> members.isVoter(member) == voters)
                .mapToObj(this::replica)
                .toList();
    }

    /**
     * The end of a replica's log is the offset after what it has acknowledged in the leader's term; of times nobody
     * asks.
     */
    private DescribeQuorumResponse.Replica replica(int member) {
        var view = node.quorum();
        long end = member == view.node() ? view.lastIndex() + 1 : view.acknowledgedIndex(member) + 1;
        return new DescribeQuorumResponse.Replica(member, NO_ID, end, -1, -1);
    }

    private static DescribeQuorumResponse.Partition failed(int partition, ErrorCode error, String message) {
        return new DescribeQuorumResponse.Partition(partition, error, message, -1, -1, -1, List.of(), List.of());
    }
}
