package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.WriteTxnMarkersRequest;
import io.waybill.wire.message.WriteTxnMarkersResponse;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData;

/** WriteTxnMarkers, both ways. */
final class WriteTxnMarkersTranslator
        implements Translator<
                WriteTxnMarkersRequest,
                WriteTxnMarkersRequestData,
                WriteTxnMarkersResponse,
                WriteTxnMarkersResponseData> {

    @Override
    public WriteTxnMarkersRequest readRequest(WriteTxnMarkersRequestData data, int version) {
        return new WriteTxnMarkersRequest(Convert.list(data.markers(), WriteTxnMarkersTranslator::readRequestMarker));
    }

    @Override
    public WriteTxnMarkersRequestData writeRequest(WriteTxnMarkersRequest request, int version) {
        return new WriteTxnMarkersRequestData()
                .setMarkers(Convert.list(request.markers(), WriteTxnMarkersTranslator::writeRequestMarker));
    }

    private static WriteTxnMarkersRequest.Marker readRequestMarker(WriteTxnMarkersRequestData.WritableTxnMarker data) {
        return new WriteTxnMarkersRequest.Marker(
                data.producerId(),
                data.producerEpoch(),
                data.transactionResult(),
                Convert.list(data.topics(), WriteTxnMarkersTranslator::readRequestTopic),
                data.coordinatorEpoch(),
                data.transactionVersion());
    }

    private static WriteTxnMarkersRequestData.WritableTxnMarker writeRequestMarker(
            WriteTxnMarkersRequest.Marker marker) {
        return new WriteTxnMarkersRequestData.WritableTxnMarker()
                .setProducerId(marker.producerId())
                .setProducerEpoch(marker.producerEpoch())
                .setTransactionResult(marker.committed())
                .setTopics(Convert.list(marker.topics(), WriteTxnMarkersTranslator::writeRequestTopic))
                .setCoordinatorEpoch(marker.coordinatorEpoch())
                .setTransactionVersion(marker.transactionVersion());
    }

    private static WriteTxnMarkersRequest.Topic readRequestTopic(
            WriteTxnMarkersRequestData.WritableTxnMarkerTopic data) {
        return new WriteTxnMarkersRequest.Topic(data.name(), data.partitionIndexes());
    }

    private static WriteTxnMarkersRequestData.WritableTxnMarkerTopic writeRequestTopic(
            WriteTxnMarkersRequest.Topic topic) {
        return new WriteTxnMarkersRequestData.WritableTxnMarkerTopic()
                .setName(topic.topic())
                .setPartitionIndexes(topic.partitions());
    }

    @Override
    public WriteTxnMarkersResponse readResponse(WriteTxnMarkersResponseData data, int version) {
        return new WriteTxnMarkersResponse(Convert.list(data.markers(), WriteTxnMarkersTranslator::readResponseMarker));
    }

    @Override
    public WriteTxnMarkersResponseData writeResponse(WriteTxnMarkersResponse response, int version) {
        return new WriteTxnMarkersResponseData()
                .setMarkers(Convert.list(response.markers(), WriteTxnMarkersTranslator::writeResponseMarker));
    }

    private static WriteTxnMarkersResponse.Marker readResponseMarker(
            WriteTxnMarkersResponseData.WritableTxnMarkerResult data) {
        return new WriteTxnMarkersResponse.Marker(
                data.producerId(), Convert.list(data.topics(), WriteTxnMarkersTranslator::readResponseTopic));
    }

    private static WriteTxnMarkersResponseData.WritableTxnMarkerResult writeResponseMarker(
            WriteTxnMarkersResponse.Marker marker) {
        return new WriteTxnMarkersResponseData.WritableTxnMarkerResult()
                .setProducerId(marker.producerId())
                .setTopics(Convert.list(marker.topics(), WriteTxnMarkersTranslator::writeResponseTopic));
    }

    private static WriteTxnMarkersResponse.Topic readResponseTopic(
            WriteTxnMarkersResponseData.WritableTxnMarkerTopicResult data) {
        return new WriteTxnMarkersResponse.Topic(
                data.name(), Convert.list(data.partitions(), WriteTxnMarkersTranslator::readResponsePartition));
    }

    private static WriteTxnMarkersResponseData.WritableTxnMarkerTopicResult writeResponseTopic(
            WriteTxnMarkersResponse.Topic topic) {
        return new WriteTxnMarkersResponseData.WritableTxnMarkerTopicResult()
                .setName(topic.topic())
                .setPartitions(Convert.list(topic.partitions(), WriteTxnMarkersTranslator::writeResponsePartition));
    }

    private static WriteTxnMarkersResponse.Partition readResponsePartition(
            WriteTxnMarkersResponseData.WritableTxnMarkerPartitionResult data) {
        return new WriteTxnMarkersResponse.Partition(data.partitionIndex(), ErrorCode.of(data.errorCode()));
    }

    private static WriteTxnMarkersResponseData.WritableTxnMarkerPartitionResult writeResponsePartition(
            WriteTxnMarkersResponse.Partition partition) {
        return new WriteTxnMarkersResponseData.WritableTxnMarkerPartitionResult()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code());
    }
}
