package io.waybill.wire.kafka;

import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;

/** DescribeQuorum, both ways. */
final class DescribeQuorumTranslator
        implements Translator<
                DescribeQuorumRequest, DescribeQuorumRequestData, DescribeQuorumResponse, DescribeQuorumResponseData> {

    @Override
    public DescribeQuorumRequest readRequest(DescribeQuorumRequestData data, int version) {
        return new DescribeQuorumRequest(Convert.list(data.topics(), DescribeQuorumTranslator::readRequestTopic));
    }

    @Override
    public DescribeQuorumRequestData writeRequest(DescribeQuorumRequest request, int version) {
        return new DescribeQuorumRequestData()
                .setTopics(Convert.list(request.topics(), DescribeQuorumTranslator::writeRequestTopic));
    }

    private static DescribeQuorumRequest.Topic readRequestTopic(DescribeQuorumRequestData.TopicData data) {
        return new DescribeQuorumRequest.Topic(
                data.topicName(), Convert.list(data.partitions(), DescribeQuorumTranslator::readRequestPartition));
    }

    private static DescribeQuorumRequestData.TopicData writeRequestTopic(DescribeQuorumRequest.Topic topic) {
        return new DescribeQuorumRequestData.TopicData()
                .setTopicName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), DescribeQuorumTranslator::writeRequestPartition));
    }

    private static DescribeQuorumRequest.Partition readRequestPartition(DescribeQuorumRequestData.PartitionData data) {
        return new DescribeQuorumRequest.Partition(data.partitionIndex());
    }

    private static DescribeQuorumRequestData.PartitionData writeRequestPartition(
            DescribeQuorumRequest.Partition partition) {
        return new DescribeQuorumRequestData.PartitionData().setPartitionIndex(partition.partition());
    }

    @Override
    public DescribeQuorumResponse readResponse(DescribeQuorumResponseData data, int version) {
        return new DescribeQuorumResponse(
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                Convert.list(data.topics(), DescribeQuorumTranslator::readResponseTopic),
                Convert.list(data.nodes(), DescribeQuorumTranslator::readResponseNode));
    }

    @Override
    public DescribeQuorumResponseData writeResponse(DescribeQuorumResponse response, int version) {
        DescribeQuorumResponseData data = new DescribeQuorumResponseData()
                .setErrorCode(response.error().code())
                .setErrorMessage(response.errorMessage())
                .setTopics(Convert.list(response.topics(), part -> writeResponseTopic(part, version)));
        if (version >= 2) {
            data.setNodes(Convert.into(
                    new DescribeQuorumResponseData.NodeCollection(
                            response.nodes().size() + 1),
                    response.nodes(),
                    DescribeQuorumTranslator::writeResponseNode));
        }
        return data;
    }

    private static DescribeQuorumResponse.Node readResponseNode(DescribeQuorumResponseData.Node data) {
        return new DescribeQuorumResponse.Node(
                data.nodeId(), Convert.list(data.listeners(), DescribeQuorumTranslator::readResponseListener));
    }

    private static DescribeQuorumResponseData.Node writeResponseNode(DescribeQuorumResponse.Node node) {
        return new DescribeQuorumResponseData.Node()
                .setNodeId(node.nodeId())
                .setListeners(Convert.into(
                        new DescribeQuorumResponseData.ListenerCollection(
                                node.listeners().size() + 1),
                        node.listeners(),
                        DescribeQuorumTranslator::writeResponseListener));
    }

    private static DescribeQuorumResponse.Listener readResponseListener(DescribeQuorumResponseData.Listener data) {
        return new DescribeQuorumResponse.Listener(data.name(), data.host(), data.port());
    }

    private static DescribeQuorumResponseData.Listener writeResponseListener(DescribeQuorumResponse.Listener listener) {
        return new DescribeQuorumResponseData.Listener()
                .setName(listener.name())
                .setHost(listener.host())
                .setPort(listener.port());
    }

    private static DescribeQuorumResponse.Topic readResponseTopic(DescribeQuorumResponseData.TopicData data) {
        return new DescribeQuorumResponse.Topic(
                data.topicName(), Convert.list(data.partitions(), DescribeQuorumTranslator::readResponsePartition));
    }

    private static DescribeQuorumResponseData.TopicData writeResponseTopic(
            DescribeQuorumResponse.Topic topic, int version) {
        return new DescribeQuorumResponseData.TopicData()
                .setTopicName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), part -> writeResponsePartition(part, version)));
    }

    private static DescribeQuorumResponse.Partition readResponsePartition(
            DescribeQuorumResponseData.PartitionData data) {
        return new DescribeQuorumResponse.Partition(
                data.partitionIndex(),
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                data.leaderId(),
                data.leaderEpoch(),
                data.highWatermark(),
                Convert.list(data.currentVoters(), DescribeQuorumTranslator::readResponseReplica),
                Convert.list(data.observers(), DescribeQuorumTranslator::readResponseReplica));
    }

    private static DescribeQuorumResponseData.PartitionData writeResponsePartition(
            DescribeQuorumResponse.Partition partition, int version) {
        return new DescribeQuorumResponseData.PartitionData()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code())
                .setErrorMessage(partition.errorMessage())
                .setLeaderId(partition.leaderId())
                .setLeaderEpoch(partition.leaderEpoch())
                .setHighWatermark(partition.highWatermark())
                .setCurrentVoters(Convert.list(partition.currentVoters(), part -> writeResponseReplica(part, version)))
                .setObservers(Convert.list(partition.observers(), part -> writeResponseReplica(part, version)));
    }

    private static DescribeQuorumResponse.Replica readResponseReplica(DescribeQuorumResponseData.ReplicaState data) {
        return new DescribeQuorumResponse.Replica(
                data.replicaId(),
                Convert.uuid(data.replicaDirectoryId()),
                data.logEndOffset(),
                data.lastFetchTimestamp(),
                data.lastCaughtUpTimestamp());
    }

    private static DescribeQuorumResponseData.ReplicaState writeResponseReplica(
            DescribeQuorumResponse.Replica replica, int version) {
        DescribeQuorumResponseData.ReplicaState data = new DescribeQuorumResponseData.ReplicaState()
                .setReplicaId(replica.replicaId())
                .setLogEndOffset(replica.logEndOffset())
                .setLastFetchTimestamp(replica.lastFetchTimestamp())
                .setLastCaughtUpTimestamp(replica.lastCaughtUpTimestamp());
        if (version >= 2) {
            data.setReplicaDirectoryId(Convert.uuid(replica.replicaDirectoryId()));
        }
        return data;
    }
}
