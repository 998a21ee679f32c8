package io.waybill.wire.kafka;

import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsResponseData;

/** DeleteRecords, both ways. */
final class DeleteRecordsTranslator
        implements Translator<
                DeleteRecordsRequest, DeleteRecordsRequestData, DeleteRecordsResponse, DeleteRecordsResponseData> {

    @Override
    public DeleteRecordsRequest readRequest(DeleteRecordsRequestData data, int version) {
        return new DeleteRecordsRequest(
                Convert.list(data.topics(), DeleteRecordsTranslator::readRequestTopic), data.timeoutMs());
    }

    @Override
    public DeleteRecordsRequestData writeRequest(DeleteRecordsRequest request, int version) {
        return new DeleteRecordsRequestData()
                .setTopics(Convert.list(request.topics(), DeleteRecordsTranslator::writeRequestTopic))
                .setTimeoutMs(request.timeoutMs());
    }

    private static DeleteRecordsRequest.Topic readRequestTopic(DeleteRecordsRequestData.DeleteRecordsTopic data) {
        return new DeleteRecordsRequest.Topic(
                data.name(), Convert.list(data.partitions(), DeleteRecordsTranslator::readRequestPartition));
    }

    private static DeleteRecordsRequestData.DeleteRecordsTopic writeRequestTopic(DeleteRecordsRequest.Topic topic) {
        return new DeleteRecordsRequestData.DeleteRecordsTopic()
                .setName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), DeleteRecordsTranslator::writeRequestPartition));
    }

    private static DeleteRecordsRequest.Partition readRequestPartition(
            DeleteRecordsRequestData.DeleteRecordsPartition data) {
        return new DeleteRecordsRequest.Partition(data.partitionIndex(), data.offset());
    }

    private static DeleteRecordsRequestData.DeleteRecordsPartition writeRequestPartition(
            DeleteRecordsRequest.Partition partition) {
        return new DeleteRecordsRequestData.DeleteRecordsPartition()
                .setPartitionIndex(partition.partition())
                .setOffset(partition.offset());
    }

    @Override
    public DeleteRecordsResponse readResponse(DeleteRecordsResponseData data, int version) {
        return new DeleteRecordsResponse(Convert.list(data.topics(), DeleteRecordsTranslator::readResponseTopic));
    }

    @Override
    public DeleteRecordsResponseData writeResponse(DeleteRecordsResponse response, int version) {
        return new DeleteRecordsResponseData()
                .setTopics(Convert.into(
                        new DeleteRecordsResponseData.DeleteRecordsTopicResultCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        DeleteRecordsTranslator::writeResponseTopic));
    }

    private static DeleteRecordsResponse.Topic readResponseTopic(
            DeleteRecordsResponseData.DeleteRecordsTopicResult data) {
        return new DeleteRecordsResponse.Topic(
                data.name(), Convert.list(data.partitions(), DeleteRecordsTranslator::readResponsePartition));
    }

    private static DeleteRecordsResponseData.DeleteRecordsTopicResult writeResponseTopic(
            DeleteRecordsResponse.Topic topic) {
        return new DeleteRecordsResponseData.DeleteRecordsTopicResult()
                .setName(topic.topic())
                .setPartitions(Convert.into(
                        new DeleteRecordsResponseData.DeleteRecordsPartitionResultCollection(
                                topic.partitions().size() + 1),
                        topic.partitions(),
                        DeleteRecordsTranslator::writeResponsePartition));
    }

    private static DeleteRecordsResponse.Partition readResponsePartition(
            DeleteRecordsResponseData.DeleteRecordsPartitionResult data) {
        return new DeleteRecordsResponse.Partition(
                data.partitionIndex(), data.lowWatermark(), ErrorCode.of(data.errorCode()));
    }

    private static DeleteRecordsResponseData.DeleteRecordsPartitionResult writeResponsePartition(
            DeleteRecordsResponse.Partition partition) {
        return new DeleteRecordsResponseData.DeleteRecordsPartitionResult()
                .setPartitionIndex(partition.partition())
                .setLowWatermark(partition.lowWatermark())
                .setErrorCode(partition.error().code());
    }
}
