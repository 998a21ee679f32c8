package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import java.util.List;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;

/** Metadata, both ways. */
final class MetadataTranslator
        implements Translator<MetadataRequest, MetadataRequestData, MetadataResponse, MetadataResponseData> {

    @Override
    public MetadataRequest readRequest(MetadataRequestData data, int version) {
        // In version 0 an empty list means all topics; from version 1 it means none, and null means all.
        boolean all = version == 0 && data.topics().isEmpty();
        return new MetadataRequest(
                all ? null : Convert.nullableList(data.topics(), MetadataTranslator::readRequestTopic),
                data.allowAutoTopicCreation());
    }

    @Override
    public MetadataRequestData writeRequest(MetadataRequest request, int version) {
        List<MetadataRequest.Topic> topics = request.topics();
        if (version == 0 && topics != null && topics.isEmpty()) {
            throw Convert.unsayable("no topics", version);
        }
        if (version == 0 && topics == null) {
            topics = List.of();
        }
        return new MetadataRequestData()
                .setTopics(Convert.nullableList(topics, MetadataTranslator::writeRequestTopic))
                .setAllowAutoTopicCreation(request.allowAutoTopicCreation());
    }

    private static MetadataRequest.Topic readRequestTopic(MetadataRequestData.MetadataRequestTopic data) {
        return new MetadataRequest.Topic(Convert.uuid(data.topicId()), data.name());
    }

    private static MetadataRequestData.MetadataRequestTopic writeRequestTopic(MetadataRequest.Topic topic) {
        return new MetadataRequestData.MetadataRequestTopic()
                .setTopicId(Convert.uuid(topic.topicId()))
                .setName(topic.topic());
    }

    @Override
    public MetadataResponse readResponse(MetadataResponseData data, int version) {
        return new MetadataResponse(
                Convert.list(data.brokers(), MetadataTranslator::readResponseBroker),
                data.clusterId(),
                data.controllerId(),
                Convert.list(data.topics(), MetadataTranslator::readResponseTopic),
                ErrorCode.of(data.errorCode()));
    }

    @Override
    public MetadataResponseData writeResponse(MetadataResponse response, int version) {
        return new MetadataResponseData()
                .setBrokers(Convert.into(
                        new MetadataResponseData.MetadataResponseBrokerCollection(
                                response.brokers().size() + 1),
                        response.brokers(),
                        MetadataTranslator::writeResponseBroker))
                .setClusterId(response.clusterId())
                .setControllerId(response.controllerId())
                .setTopics(Convert.into(
                        new MetadataResponseData.MetadataResponseTopicCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        part -> writeResponseTopic(part, version)))
                .setErrorCode(response.error().code());
    }

    private static MetadataResponse.Topic readResponseTopic(MetadataResponseData.MetadataResponseTopic data) {
        return new MetadataResponse.Topic(
                ErrorCode.of(data.errorCode()),
                data.name(),
                Convert.uuid(data.topicId()),
                data.isInternal(),
                Convert.list(data.partitions(), MetadataTranslator::readResponsePartition));
    }

    private static MetadataResponseData.MetadataResponseTopic writeResponseTopic(
            MetadataResponse.Topic topic, int version) {
        return new MetadataResponseData.MetadataResponseTopic()
                .setErrorCode(topic.error().code())
                .setName(version >= 12 ? topic.topic() : Convert.orEmpty(topic.topic()))
                .setTopicId(Convert.uuid(topic.topicId()))
                .setIsInternal(topic.isInternal())
                .setPartitions(Convert.list(topic.partitions(), MetadataTranslator::writeResponsePartition));
    }

    private static MetadataResponse.Partition readResponsePartition(
            MetadataResponseData.MetadataResponsePartition data) {
        return new MetadataResponse.Partition(
                ErrorCode.of(data.errorCode()),
                data.partitionIndex(),
                data.leaderId(),
                data.leaderEpoch(),
                data.replicaNodes(),
                data.isrNodes(),
                data.offlineReplicas());
    }

    private static MetadataResponseData.MetadataResponsePartition writeResponsePartition(
            MetadataResponse.Partition partition) {
        return new MetadataResponseData.MetadataResponsePartition()
                .setErrorCode(partition.error().code())
                .setPartitionIndex(partition.partition())
                .setLeaderId(partition.leaderId())
                .setLeaderEpoch(partition.leaderEpoch())
                .setReplicaNodes(partition.replicaNodes())
                .setIsrNodes(partition.isrNodes())
                .setOfflineReplicas(partition.offlineReplicas());
    }

    private static MetadataResponse.Broker readResponseBroker(MetadataResponseData.MetadataResponseBroker data) {
        return new MetadataResponse.Broker(data.nodeId(), data.host(), data.port(), data.rack());
    }

    private static MetadataResponseData.MetadataResponseBroker writeResponseBroker(MetadataResponse.Broker broker) {
        return new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(broker.nodeId())
                .setHost(broker.host())
                .setPort(broker.port())
                .setRack(broker.rack());
    }
}
