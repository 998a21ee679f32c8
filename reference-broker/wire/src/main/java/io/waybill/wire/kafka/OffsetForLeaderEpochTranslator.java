package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;

/** OffsetForLeaderEpoch, both ways. */
final class OffsetForLeaderEpochTranslator
        implements Translator<
                OffsetForLeaderEpochRequest,
                OffsetForLeaderEpochRequestData,
                OffsetForLeaderEpochResponse,
                OffsetForLeaderEpochResponseData> {

    @Override
    public OffsetForLeaderEpochRequest readRequest(OffsetForLeaderEpochRequestData data, int version) {
        return new OffsetForLeaderEpochRequest(
                data.replicaId(), Convert.list(data.topics(), OffsetForLeaderEpochTranslator::readRequestTopic));
    }

    @Override
    public OffsetForLeaderEpochRequestData writeRequest(OffsetForLeaderEpochRequest request, int version) {
        return new OffsetForLeaderEpochRequestData()
                .setReplicaId(request.replicaId())
                .setTopics(Convert.into(
                        new OffsetForLeaderEpochRequestData.OffsetForLeaderTopicCollection(
                                request.topics().size() + 1),
                        request.topics(),
                        OffsetForLeaderEpochTranslator::writeRequestTopic));
    }

    private static OffsetForLeaderEpochRequest.Topic readRequestTopic(
            OffsetForLeaderEpochRequestData.OffsetForLeaderTopic data) {
        return new OffsetForLeaderEpochRequest.Topic(
                data.topic(), Convert.list(data.partitions(), OffsetForLeaderEpochTranslator::readRequestPartition));
    }

    private static OffsetForLeaderEpochRequestData.OffsetForLeaderTopic writeRequestTopic(
            OffsetForLeaderEpochRequest.Topic topic) {
        return new OffsetForLeaderEpochRequestData.OffsetForLeaderTopic()
                .setTopic(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), OffsetForLeaderEpochTranslator::writeRequestPartition));
    }

    private static OffsetForLeaderEpochRequest.Partition readRequestPartition(
            OffsetForLeaderEpochRequestData.OffsetForLeaderPartition data) {
        return new OffsetForLeaderEpochRequest.Partition(
                data.partition(), data.currentLeaderEpoch(), data.leaderEpoch());
    }

    private static OffsetForLeaderEpochRequestData.OffsetForLeaderPartition writeRequestPartition(
            OffsetForLeaderEpochRequest.Partition partition) {
        return new OffsetForLeaderEpochRequestData.OffsetForLeaderPartition()
                .setPartition(partition.partition())
                .setCurrentLeaderEpoch(partition.currentLeaderEpoch())
                .setLeaderEpoch(partition.leaderEpoch());
    }

    @Override
    public OffsetForLeaderEpochResponse readResponse(OffsetForLeaderEpochResponseData data, int version) {
        return new OffsetForLeaderEpochResponse(
                Convert.list(data.topics(), OffsetForLeaderEpochTranslator::readResponseTopic));
    }

    @Override
    public OffsetForLeaderEpochResponseData writeResponse(OffsetForLeaderEpochResponse response, int version) {
        return new OffsetForLeaderEpochResponseData()
                .setTopics(Convert.into(
                        new OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResultCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        OffsetForLeaderEpochTranslator::writeResponseTopic));
    }

    private static OffsetForLeaderEpochResponse.Topic readResponseTopic(
            OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult data) {
        return new OffsetForLeaderEpochResponse.Topic(
                data.topic(), Convert.list(data.partitions(), OffsetForLeaderEpochTranslator::readResponsePartition));
    }

    private static OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult writeResponseTopic(
            OffsetForLeaderEpochResponse.Topic topic) {
        return new OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult()
                .setTopic(topic.topic())
                .setPartitions(
                        Convert.list(topic.partitions(), OffsetForLeaderEpochTranslator::writeResponsePartition));
    }

    private static OffsetForLeaderEpochResponse.Partition readResponsePartition(
            OffsetForLeaderEpochResponseData.EpochEndOffset data) {
        return new OffsetForLeaderEpochResponse.Partition(
                ErrorCode.of(data.errorCode()), data.partition(), data.leaderEpoch(), data.endOffset());
    }

    private static OffsetForLeaderEpochResponseData.EpochEndOffset writeResponsePartition(
            OffsetForLeaderEpochResponse.Partition partition) {
        return new OffsetForLeaderEpochResponseData.EpochEndOffset()
                .setErrorCode(partition.error().code())
                .setPartition(partition.partition())
                .setLeaderEpoch(partition.leaderEpoch())
                .setEndOffset(partition.endOffset());
    }
}
