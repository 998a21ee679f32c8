package io.waybill.wire.kafka;

import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.DescribeTopicPartitionsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;

/** DescribeTopicPartitions, both ways. */
final class DescribeTopicPartitionsTranslator
        implements Translator<
                DescribeTopicPartitionsRequest,
                DescribeTopicPartitionsRequestData,
                DescribeTopicPartitionsResponse,
                DescribeTopicPartitionsResponseData> {

    @Override
    public DescribeTopicPartitionsRequest readRequest(DescribeTopicPartitionsRequestData data, int version) {
        return new DescribeTopicPartitionsRequest(
                Convert.list(data.topics(), DescribeTopicPartitionsTranslator::readRequestTopic),
                data.responsePartitionLimit(),
                data.cursor() == null ? null : readRequestCursor(data.cursor()));
    }

    @Override
    public DescribeTopicPartitionsRequestData writeRequest(DescribeTopicPartitionsRequest request, int version) {
        return new DescribeTopicPartitionsRequestData()
                .setTopics(Convert.list(request.topics(), DescribeTopicPartitionsTranslator::writeRequestTopic))
                .setResponsePartitionLimit(request.responsePartitionLimit())
                .setCursor(request.cursor() == null ? null : writeRequestCursor(request.cursor()));
    }

    private static DescribeTopicPartitionsRequest.Cursor readRequestCursor(
            DescribeTopicPartitionsRequestData.Cursor data) {
        return new DescribeTopicPartitionsRequest.Cursor(data.topicName(), data.partitionIndex());
    }

    private static DescribeTopicPartitionsRequestData.Cursor writeRequestCursor(
            DescribeTopicPartitionsRequest.Cursor cursor) {
        return new DescribeTopicPartitionsRequestData.Cursor()
                .setTopicName(cursor.topic())
                .setPartitionIndex(cursor.partition());
    }

    private static DescribeTopicPartitionsRequest.Topic readRequestTopic(
            DescribeTopicPartitionsRequestData.TopicRequest data) {
        return new DescribeTopicPartitionsRequest.Topic(data.name());
    }

    private static DescribeTopicPartitionsRequestData.TopicRequest writeRequestTopic(
            DescribeTopicPartitionsRequest.Topic topic) {
        return new DescribeTopicPartitionsRequestData.TopicRequest().setName(topic.topic());
    }

    @Override
    public DescribeTopicPartitionsResponse readResponse(DescribeTopicPartitionsResponseData data, int version) {
        return new DescribeTopicPartitionsResponse(
                Convert.list(data.topics(), DescribeTopicPartitionsTranslator::readResponseTopic),
                data.nextCursor() == null ? null : readResponseCursor(data.nextCursor()));
    }

    @Override
    public DescribeTopicPartitionsResponseData writeResponse(DescribeTopicPartitionsResponse response, int version) {
        return new DescribeTopicPartitionsResponseData()
                .setTopics(Convert.into(
                        new DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopicCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        DescribeTopicPartitionsTranslator::writeResponseTopic))
                .setNextCursor(response.nextCursor() == null ? null : writeResponseCursor(response.nextCursor()));
    }

    private static DescribeTopicPartitionsResponse.Cursor readResponseCursor(
            DescribeTopicPartitionsResponseData.Cursor data) {
        return new DescribeTopicPartitionsResponse.Cursor(data.topicName(), data.partitionIndex());
    }

    private static DescribeTopicPartitionsResponseData.Cursor writeResponseCursor(
            DescribeTopicPartitionsResponse.Cursor cursor) {
        return new DescribeTopicPartitionsResponseData.Cursor()
                .setTopicName(cursor.topic())
                .setPartitionIndex(cursor.partition());
    }

    private static DescribeTopicPartitionsResponse.Topic readResponseTopic(
            DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic data) {
        return new DescribeTopicPartitionsResponse.Topic(
                ErrorCode.of(data.errorCode()),
                data.name(),
                Convert.uuid(data.topicId()),
                data.isInternal(),
                Convert.list(data.partitions(), DescribeTopicPartitionsTranslator::readResponsePartition));
    }

    private static DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic writeResponseTopic(
            DescribeTopicPartitionsResponse.Topic topic) {
        return new DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic()
                .setErrorCode(topic.error().code())
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setIsInternal(topic.isInternal())
                .setPartitions(
                        Convert.list(topic.partitions(), DescribeTopicPartitionsTranslator::writeResponsePartition));
    }

    private static DescribeTopicPartitionsResponse.Partition readResponsePartition(
            DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition data) {
        return new DescribeTopicPartitionsResponse.Partition(
                ErrorCode.of(data.errorCode()),
                data.partitionIndex(),
                data.leaderId(),
                data.leaderEpoch(),
                data.replicaNodes(),
                data.isrNodes(),
                data.eligibleLeaderReplicas(),
                data.lastKnownElr(),
                data.offlineReplicas());
    }

    private static DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition writeResponsePartition(
            DescribeTopicPartitionsResponse.Partition partition) {
        return new DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition()
                .setErrorCode(partition.error().code())
                .setPartitionIndex(partition.partition())
                .setLeaderId(partition.leaderId())
                .setLeaderEpoch(partition.leaderEpoch())
                .setReplicaNodes(partition.replicaNodes())
                .setIsrNodes(partition.isrNodes())
                .setEligibleLeaderReplicas(partition.eligibleLeaderReplicas())
                .setLastKnownElr(partition.lastKnownElr())
                .setOfflineReplicas(partition.offlineReplicas());
    }
}
