package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.TxnOffsetCommitRequest;
import io.waybill.wire.message.TxnOffsetCommitResponse;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;

/** TxnOffsetCommit, both ways. */
final class TxnOffsetCommitTranslator
        implements Translator<
                TxnOffsetCommitRequest,
                TxnOffsetCommitRequestData,
                TxnOffsetCommitResponse,
                TxnOffsetCommitResponseData> {

    @Override
    public TxnOffsetCommitRequest readRequest(TxnOffsetCommitRequestData data, int version) {
        return new TxnOffsetCommitRequest(
                data.transactionalId(),
                data.groupId(),
                data.producerId(),
                data.producerEpoch(),
                data.generationIdOrMemberEpoch(),
                data.memberId(),
                data.groupInstanceId(),
                Convert.list(data.topics(), TxnOffsetCommitTranslator::readRequestTopic));
    }

    @Override
    public TxnOffsetCommitRequestData writeRequest(TxnOffsetCommitRequest request, int version) {
        return new TxnOffsetCommitRequestData()
                .setTransactionalId(request.transactionalId())
                .setGroupId(request.groupId())
                .setProducerId(request.producerId())
                .setProducerEpoch(request.producerEpoch())
                .setGenerationIdOrMemberEpoch(request.generation())
                .setMemberId(request.memberId())
                .setGroupInstanceId(request.groupInstanceId())
                .setTopics(Convert.list(request.topics(), TxnOffsetCommitTranslator::writeRequestTopic));
    }

    private static TxnOffsetCommitRequest.Topic readRequestTopic(
            TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic data) {
        return new TxnOffsetCommitRequest.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), TxnOffsetCommitTranslator::readRequestPartition));
    }

    private static TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic writeRequestTopic(
            TxnOffsetCommitRequest.Topic topic) {
        return new TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), TxnOffsetCommitTranslator::writeRequestPartition));
    }

    private static TxnOffsetCommitRequest.Partition readRequestPartition(
            TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition data) {
        return new TxnOffsetCommitRequest.Partition(
                data.partitionIndex(), data.committedOffset(), data.committedLeaderEpoch(), data.committedMetadata());
    }

    private static TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition writeRequestPartition(
            TxnOffsetCommitRequest.Partition partition) {
        return new TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition()
                .setPartitionIndex(partition.partition())
                .setCommittedOffset(partition.committedOffset())
                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                .setCommittedMetadata(partition.committedMetadata());
    }

    @Override
    public TxnOffsetCommitResponse readResponse(TxnOffsetCommitResponseData data, int version) {
        return new TxnOffsetCommitResponse(Convert.list(data.topics(), TxnOffsetCommitTranslator::readResponseTopic));
    }

    @Override
    public TxnOffsetCommitResponseData writeResponse(TxnOffsetCommitResponse response, int version) {
        return new TxnOffsetCommitResponseData()
                .setTopics(Convert.list(response.topics(), TxnOffsetCommitTranslator::writeResponseTopic));
    }

    private static TxnOffsetCommitResponse.Topic readResponseTopic(
            TxnOffsetCommitResponseData.TxnOffsetCommitResponseTopic data) {
        return new TxnOffsetCommitResponse.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), TxnOffsetCommitTranslator::readResponsePartition));
    }

    private static TxnOffsetCommitResponseData.TxnOffsetCommitResponseTopic writeResponseTopic(
            TxnOffsetCommitResponse.Topic topic) {
        return new TxnOffsetCommitResponseData.TxnOffsetCommitResponseTopic()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), TxnOffsetCommitTranslator::writeResponsePartition));
    }

    private static TxnOffsetCommitResponse.Partition readResponsePartition(
            TxnOffsetCommitResponseData.TxnOffsetCommitResponsePartition data) {
        return new TxnOffsetCommitResponse.Partition(data.partitionIndex(), ErrorCode.of(data.errorCode()));
    }

    private static TxnOffsetCommitResponseData.TxnOffsetCommitResponsePartition writeResponsePartition(
            TxnOffsetCommitResponse.Partition partition) {
        return new TxnOffsetCommitResponseData.TxnOffsetCommitResponsePartition()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code());
    }
}
