package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;

/** ListOffsets, both ways. */
final class ListOffsetsTranslator
        implements Translator<
                ListOffsetsRequest, ListOffsetsRequestData, ListOffsetsResponse, ListOffsetsResponseData> {

    @Override
    public ListOffsetsRequest readRequest(ListOffsetsRequestData data, int version) {
        return new ListOffsetsRequest(
                data.replicaId(),
                data.isolationLevel(),
                Convert.list(data.topics(), ListOffsetsTranslator::readRequestTopic),
                data.timeoutMs());
    }

    @Override
    public ListOffsetsRequestData writeRequest(ListOffsetsRequest request, int version) {
        return new ListOffsetsRequestData()
                .setReplicaId(request.replicaId())
                .setIsolationLevel(request.isolationLevel())
                .setTopics(Convert.list(request.topics(), ListOffsetsTranslator::writeRequestTopic))
                .setTimeoutMs(request.timeoutMs());
    }

    private static ListOffsetsRequest.Topic readRequestTopic(ListOffsetsRequestData.ListOffsetsTopic data) {
        return new ListOffsetsRequest.Topic(
                data.name(), Convert.list(data.partitions(), ListOffsetsTranslator::readRequestPartition));
    }

    private static ListOffsetsRequestData.ListOffsetsTopic writeRequestTopic(ListOffsetsRequest.Topic topic) {
        return new ListOffsetsRequestData.ListOffsetsTopic()
                .setName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), ListOffsetsTranslator::writeRequestPartition));
    }

    private static ListOffsetsRequest.Partition readRequestPartition(ListOffsetsRequestData.ListOffsetsPartition data) {
        return new ListOffsetsRequest.Partition(data.partitionIndex(), data.currentLeaderEpoch(), data.timestamp());
    }

    private static ListOffsetsRequestData.ListOffsetsPartition writeRequestPartition(
            ListOffsetsRequest.Partition partition) {
        return new ListOffsetsRequestData.ListOffsetsPartition()
                .setPartitionIndex(partition.partition())
                .setCurrentLeaderEpoch(partition.currentLeaderEpoch())
                .setTimestamp(partition.timestamp());
    }

    @Override
    public ListOffsetsResponse readResponse(ListOffsetsResponseData data, int version) {
        return new ListOffsetsResponse(Convert.list(data.topics(), ListOffsetsTranslator::readResponseTopic));
    }

    @Override
    public ListOffsetsResponseData writeResponse(ListOffsetsResponse response, int version) {
        return new ListOffsetsResponseData()
                .setTopics(Convert.list(response.topics(), part -> writeResponseTopic(part, version)));
    }

    private static ListOffsetsResponse.Topic readResponseTopic(ListOffsetsResponseData.ListOffsetsTopicResponse data) {
        return new ListOffsetsResponse.Topic(
                data.name(), Convert.list(data.partitions(), ListOffsetsTranslator::readResponsePartition));
    }

    private static ListOffsetsResponseData.ListOffsetsTopicResponse writeResponseTopic(
            ListOffsetsResponse.Topic topic, int version) {
        return new ListOffsetsResponseData.ListOffsetsTopicResponse()
                .setName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), part -> writeResponsePartition(part, version)));
    }

    private static ListOffsetsResponse.Partition readResponsePartition(
            ListOffsetsResponseData.ListOffsetsPartitionResponse data) {
        return new ListOffsetsResponse.Partition(
                data.partitionIndex(),
                ErrorCode.of(data.errorCode()),
                data.timestamp(),
                data.offset(),
                data.leaderEpoch());
    }

    private static ListOffsetsResponseData.ListOffsetsPartitionResponse writeResponsePartition(
            ListOffsetsResponse.Partition partition, int version) {
        ListOffsetsResponseData.ListOffsetsPartitionResponse data =
                new ListOffsetsResponseData.ListOffsetsPartitionResponse()
                        .setPartitionIndex(partition.partition())
                        .setErrorCode(partition.error().code())
                        .setTimestamp(partition.timestamp())
                        .setOffset(partition.offset());
        if (version >= 4) {
            data.setLeaderEpoch(partition.leaderEpoch());
        }
        return data;
    }
}
