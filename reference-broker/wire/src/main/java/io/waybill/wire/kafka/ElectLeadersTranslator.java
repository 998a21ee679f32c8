package io.waybill.wire.kafka;

import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;

/** ElectLeaders, both ways. */
final class ElectLeadersTranslator
        implements Translator<
                ElectLeadersRequest, ElectLeadersRequestData, ElectLeadersResponse, ElectLeadersResponseData> {

    @Override
    public ElectLeadersRequest readRequest(ElectLeadersRequestData data, int version) {
        return new ElectLeadersRequest(
                data.electionType(),
                Convert.nullableList(data.topicPartitions(), ElectLeadersTranslator::readRequestTopic),
                data.timeoutMs());
    }

    @Override
    public ElectLeadersRequestData writeRequest(ElectLeadersRequest request, int version) {
        List<ElectLeadersRequest.Topic> topics = request.topics();
        return new ElectLeadersRequestData()
                .setElectionType(request.electionType())
                .setTopicPartitions(
                        topics == null
                                ? null
                                : Convert.into(
                                        new ElectLeadersRequestData.TopicPartitionsCollection(topics.size() + 1),
                                        topics,
                                        ElectLeadersTranslator::writeRequestTopic))
                .setTimeoutMs(request.timeoutMs());
    }

    private static ElectLeadersRequest.Topic readRequestTopic(ElectLeadersRequestData.TopicPartitions data) {
        return new ElectLeadersRequest.Topic(data.topic(), data.partitions());
    }

    private static ElectLeadersRequestData.TopicPartitions writeRequestTopic(ElectLeadersRequest.Topic topic) {
        return new ElectLeadersRequestData.TopicPartitions()
                .setTopic(topic.topic())
                .setPartitions(topic.partitions());
    }

    @Override
    public ElectLeadersResponse readResponse(ElectLeadersResponseData data, int version) {
        return new ElectLeadersResponse(
                ErrorCode.of(data.errorCode()),
                Convert.list(data.replicaElectionResults(), ElectLeadersTranslator::readResponseTopic));
    }

    @Override
    public ElectLeadersResponseData writeResponse(ElectLeadersResponse response, int version) {
        ElectLeadersResponseData data = new ElectLeadersResponseData()
                .setReplicaElectionResults(Convert.list(response.topics(), ElectLeadersTranslator::writeResponseTopic));
        if (version >= 1) {
            data.setErrorCode(response.error().code());
        }
        return data;
    }

    private static ElectLeadersResponse.Topic readResponseTopic(ElectLeadersResponseData.ReplicaElectionResult data) {
        return new ElectLeadersResponse.Topic(
                data.topic(), Convert.list(data.partitionResult(), ElectLeadersTranslator::readResponsePartition));
    }

    private static ElectLeadersResponseData.ReplicaElectionResult writeResponseTopic(ElectLeadersResponse.Topic topic) {
        return new ElectLeadersResponseData.ReplicaElectionResult()
                .setTopic(topic.topic())
                .setPartitionResult(Convert.list(topic.partitions(), ElectLeadersTranslator::writeResponsePartition));
    }

    private static ElectLeadersResponse.Partition readResponsePartition(ElectLeadersResponseData.PartitionResult data) {
        return new ElectLeadersResponse.Partition(
                data.partitionId(), ErrorCode.of(data.errorCode()), data.errorMessage());
    }

    private static ElectLeadersResponseData.PartitionResult writeResponsePartition(
            ElectLeadersResponse.Partition partition) {
        return new ElectLeadersResponseData.PartitionResult()
                .setPartitionId(partition.partition())
                .setErrorCode(partition.error().code())
                .setErrorMessage(partition.errorMessage());
    }
}
