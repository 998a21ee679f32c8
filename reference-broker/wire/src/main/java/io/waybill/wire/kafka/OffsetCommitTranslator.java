package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.OffsetCommitRequest;
import io.waybill.wire.message.OffsetCommitResponse;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;

/** OffsetCommit, both ways. */
final class OffsetCommitTranslator
        implements Translator<
                OffsetCommitRequest, OffsetCommitRequestData, OffsetCommitResponse, OffsetCommitResponseData> {

    @Override
    public OffsetCommitRequest readRequest(OffsetCommitRequestData data, int version) {
        return new OffsetCommitRequest(
                data.groupId(),
                data.generationIdOrMemberEpoch(),
                data.memberId(),
                data.groupInstanceId(),
                Convert.list(data.topics(), OffsetCommitTranslator::readRequestTopic));
    }

    @Override
    public OffsetCommitRequestData writeRequest(OffsetCommitRequest request, int version) {
        return new OffsetCommitRequestData()
                .setGroupId(request.groupId())
                .setGenerationIdOrMemberEpoch(request.generation())
                .setMemberId(request.memberId())
                .setGroupInstanceId(request.groupInstanceId())
                .setTopics(Convert.list(request.topics(), OffsetCommitTranslator::writeRequestTopic));
    }

    private static OffsetCommitRequest.Topic readRequestTopic(OffsetCommitRequestData.OffsetCommitRequestTopic data) {
        return new OffsetCommitRequest.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), OffsetCommitTranslator::readRequestPartition));
    }

    private static OffsetCommitRequestData.OffsetCommitRequestTopic writeRequestTopic(OffsetCommitRequest.Topic topic) {
        return new OffsetCommitRequestData.OffsetCommitRequestTopic()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), OffsetCommitTranslator::writeRequestPartition));
    }

    private static OffsetCommitRequest.Partition readRequestPartition(
            OffsetCommitRequestData.OffsetCommitRequestPartition data) {
        return new OffsetCommitRequest.Partition(
                data.partitionIndex(), data.committedOffset(), data.committedLeaderEpoch(), data.committedMetadata());
    }

    private static OffsetCommitRequestData.OffsetCommitRequestPartition writeRequestPartition(
            OffsetCommitRequest.Partition partition) {
        return new OffsetCommitRequestData.OffsetCommitRequestPartition()
                .setPartitionIndex(partition.partition())
                .setCommittedOffset(partition.committedOffset())
                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                .setCommittedMetadata(partition.committedMetadata());
    }

    @Override
    public OffsetCommitResponse readResponse(OffsetCommitResponseData data, int version) {
        return new OffsetCommitResponse(Convert.list(data.topics(), OffsetCommitTranslator::readResponseTopic));
    }

    @Override
    public OffsetCommitResponseData writeResponse(OffsetCommitResponse response, int version) {
        return new OffsetCommitResponseData()
                .setTopics(Convert.list(response.topics(), OffsetCommitTranslator::writeResponseTopic));
    }

    private static OffsetCommitResponse.Topic readResponseTopic(
            OffsetCommitResponseData.OffsetCommitResponseTopic data) {
        return new OffsetCommitResponse.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), OffsetCommitTranslator::readResponsePartition));
    }

    private static OffsetCommitResponseData.OffsetCommitResponseTopic writeResponseTopic(
            OffsetCommitResponse.Topic topic) {
        return new OffsetCommitResponseData.OffsetCommitResponseTopic()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), OffsetCommitTranslator::writeResponsePartition));
    }

    private static OffsetCommitResponse.Partition readResponsePartition(
            OffsetCommitResponseData.OffsetCommitResponsePartition data) {
        return new OffsetCommitResponse.Partition(data.partitionIndex(), ErrorCode.of(data.errorCode()));
    }

    private static OffsetCommitResponseData.OffsetCommitResponsePartition writeResponsePartition(
            OffsetCommitResponse.Partition partition) {
        return new OffsetCommitResponseData.OffsetCommitResponsePartition()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code());
    }
}
