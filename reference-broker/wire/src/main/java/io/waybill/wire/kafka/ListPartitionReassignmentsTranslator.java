package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListPartitionReassignmentsRequest;
import io.waybill.wire.message.ListPartitionReassignmentsResponse;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData.ListPartitionReassignmentsTopics;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData.OngoingPartitionReassignment;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData.OngoingTopicReassignment;

/** ListPartitionReassignments, both ways. */
final class ListPartitionReassignmentsTranslator
        implements Translator<
                ListPartitionReassignmentsRequest,
                ListPartitionReassignmentsRequestData,
                ListPartitionReassignmentsResponse,
                ListPartitionReassignmentsResponseData> {

    @Override
    public ListPartitionReassignmentsRequest readRequest(ListPartitionReassignmentsRequestData data, int version) {
        return new ListPartitionReassignmentsRequest(
                data.timeoutMs(),
                Convert.nullableList(
                        data.topics(),
                        topic -> new ListPartitionReassignmentsRequest.Topic(topic.name(), topic.partitionIndexes())));
    }

    @Override
    public ListPartitionReassignmentsRequestData writeRequest(ListPartitionReassignmentsRequest request, int version) {
        return new ListPartitionReassignmentsRequestData()
                .setTimeoutMs(request.timeoutMs())
                .setTopics(Convert.nullableList(
                        request.topics(),
                        topic -> new ListPartitionReassignmentsTopics()
                                .setName(topic.topic())
                                .setPartitionIndexes(topic.partitions())));
    }

    @Override
    public ListPartitionReassignmentsResponse readResponse(ListPartitionReassignmentsResponseData data, int version) {
        return new ListPartitionReassignmentsResponse(
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                Convert.list(data.topics(), ListPartitionReassignmentsTranslator::readResponseTopic));
    }

    @Override
    public ListPartitionReassignmentsResponseData writeResponse(
            ListPartitionReassignmentsResponse response, int version) {
        return new ListPartitionReassignmentsResponseData()
                .setErrorCode(response.error().code())
                .setErrorMessage(response.errorMessage())
                .setTopics(Convert.list(response.topics(), ListPartitionReassignmentsTranslator::writeResponseTopic));
    }

    private static ListPartitionReassignmentsResponse.Topic readResponseTopic(OngoingTopicReassignment data) {
        return new ListPartitionReassignmentsResponse.Topic(
                data.name(),
                Convert.list(data.partitions(), ListPartitionReassignmentsTranslator::readResponsePartition));
    }

    private static OngoingTopicReassignment writeResponseTopic(ListPartitionReassignmentsResponse.Topic topic) {
        return new OngoingTopicReassignment()
                .setName(topic.topic())
                .setPartitions(
                        Convert.list(topic.partitions(), ListPartitionReassignmentsTranslator::writeResponsePartition));
    }

    private static ListPartitionReassignmentsResponse.Partition readResponsePartition(
            OngoingPartitionReassignment data) {
        return new ListPartitionReassignmentsResponse.Partition(
                data.partitionIndex(), data.replicas(), data.addingReplicas(), data.removingReplicas());
    }

    private static OngoingPartitionReassignment writeResponsePartition(
            ListPartitionReassignmentsResponse.Partition partition) {
        return new OngoingPartitionReassignment()
                .setPartitionIndex(partition.partition())
                .setReplicas(partition.replicas())
                .setAddingReplicas(partition.adding())
                .setRemovingReplicas(partition.removing());
    }
}
