package io.waybill.wire.kafka;

import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersResponseData;

/** DescribeProducers, both ways. */
final class DescribeProducersTranslator
        implements Translator<
                DescribeProducersRequest,
                DescribeProducersRequestData,
                DescribeProducersResponse,
                DescribeProducersResponseData> {

    @Override
    public DescribeProducersRequest readRequest(DescribeProducersRequestData data, int version) {
        return new DescribeProducersRequest(Convert.list(data.topics(), DescribeProducersTranslator::readRequestTopic));
    }

    @Override
    public DescribeProducersRequestData writeRequest(DescribeProducersRequest request, int version) {
        return new DescribeProducersRequestData()
                .setTopics(Convert.into(
                        new DescribeProducersRequestData.TopicRequestCollection(
                                request.topics().size() + 1),
                        request.topics(),
                        DescribeProducersTranslator::writeRequestTopic));
    }

    private static DescribeProducersRequest.Topic readRequestTopic(DescribeProducersRequestData.TopicRequest data) {
        return new DescribeProducersRequest.Topic(data.name(), data.partitionIndexes());
    }

    private static DescribeProducersRequestData.TopicRequest writeRequestTopic(DescribeProducersRequest.Topic topic) {
        return new DescribeProducersRequestData.TopicRequest()
                .setName(topic.topic())
                .setPartitionIndexes(topic.partitions());
    }

    @Override
    public DescribeProducersResponse readResponse(DescribeProducersResponseData data, int version) {
        return new DescribeProducersResponse(
                Convert.list(data.topics(), DescribeProducersTranslator::readResponseTopic));
    }

    @Override
    public DescribeProducersResponseData writeResponse(DescribeProducersResponse response, int version) {
        return new DescribeProducersResponseData()
                .setTopics(Convert.list(response.topics(), DescribeProducersTranslator::writeResponseTopic));
    }

    private static DescribeProducersResponse.Topic readResponseTopic(DescribeProducersResponseData.TopicResponse data) {
        return new DescribeProducersResponse.Topic(
                data.name(), Convert.list(data.partitions(), DescribeProducersTranslator::readResponsePartition));
    }

    private static DescribeProducersResponseData.TopicResponse writeResponseTopic(
            DescribeProducersResponse.Topic topic) {
        return new DescribeProducersResponseData.TopicResponse()
                .setName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), DescribeProducersTranslator::writeResponsePartition));
    }

    private static DescribeProducersResponse.Partition readResponsePartition(
            DescribeProducersResponseData.PartitionResponse data) {
        return new DescribeProducersResponse.Partition(
                data.partitionIndex(),
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                Convert.list(data.activeProducers(), DescribeProducersTranslator::readResponseProducer));
    }

    private static DescribeProducersResponseData.PartitionResponse writeResponsePartition(
            DescribeProducersResponse.Partition partition) {
        return new DescribeProducersResponseData.PartitionResponse()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code())
                .setErrorMessage(partition.errorMessage())
                .setActiveProducers(
                        Convert.list(partition.activeProducers(), DescribeProducersTranslator::writeResponseProducer));
    }

    private static DescribeProducersResponse.Producer readResponseProducer(
            DescribeProducersResponseData.ProducerState data) {
        return new DescribeProducersResponse.Producer(
                data.producerId(),
                data.producerEpoch(),
                data.lastSequence(),
                data.lastTimestamp(),
                data.coordinatorEpoch(),
                data.currentTxnStartOffset());
    }

    private static DescribeProducersResponseData.ProducerState writeResponseProducer(
            DescribeProducersResponse.Producer producer) {
        return new DescribeProducersResponseData.ProducerState()
                .setProducerId(producer.producerId())
                .setProducerEpoch(producer.producerEpoch())
                .setLastSequence(producer.lastSequence())
                .setLastTimestamp(producer.lastTimestamp())
                .setCoordinatorEpoch(producer.coordinatorEpoch())
                .setCurrentTxnStartOffset(producer.currentTxnStartOffset());
    }
}
