package io.waybill.wire.kafka;

import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;

/** CreateTopics, both ways. */
final class CreateTopicsTranslator
        implements Translator<
                CreateTopicsRequest, CreateTopicsRequestData, CreateTopicsResponse, CreateTopicsResponseData> {

    @Override
    public CreateTopicsRequest readRequest(CreateTopicsRequestData data, int version) {
        return new CreateTopicsRequest(
                Convert.list(data.topics(), CreateTopicsTranslator::readRequestTopic),
                data.timeoutMs(),
                data.validateOnly());
    }

    @Override
    public CreateTopicsRequestData writeRequest(CreateTopicsRequest request, int version) {
        return new CreateTopicsRequestData()
                .setTopics(Convert.into(
                        new CreateTopicsRequestData.CreatableTopicCollection(
                                request.topics().size() + 1),
                        request.topics(),
                        CreateTopicsTranslator::writeRequestTopic))
                .setTimeoutMs(request.timeoutMs())
                .setValidateOnly(request.validateOnly());
    }

    private static CreateTopicsRequest.Topic readRequestTopic(CreateTopicsRequestData.CreatableTopic data) {
        return new CreateTopicsRequest.Topic(
                data.name(),
                data.numPartitions(),
                data.replicationFactor(),
                Convert.list(data.assignments(), CreateTopicsTranslator::readRequestAssignment),
                Convert.list(data.configs(), CreateTopicsTranslator::readRequestConfig));
    }

    private static CreateTopicsRequestData.CreatableTopic writeRequestTopic(CreateTopicsRequest.Topic topic) {
        return new CreateTopicsRequestData.CreatableTopic()
                .setName(topic.topic())
                .setNumPartitions(topic.partitionCount())
                .setReplicationFactor(topic.replicationFactor())
                .setAssignments(Convert.into(
                        new CreateTopicsRequestData.CreatableReplicaAssignmentCollection(
                                topic.assignments().size() + 1),
                        topic.assignments(),
                        CreateTopicsTranslator::writeRequestAssignment))
                .setConfigs(Convert.into(
                        new CreateTopicsRequestData.CreatableTopicConfigCollection(
                                topic.configs().size() + 1),
                        topic.configs(),
                        CreateTopicsTranslator::writeRequestConfig));
    }

    private static CreateTopicsRequest.Config readRequestConfig(CreateTopicsRequestData.CreatableTopicConfig data) {
        return new CreateTopicsRequest.Config(data.name(), data.value());
    }

    private static CreateTopicsRequestData.CreatableTopicConfig writeRequestConfig(CreateTopicsRequest.Config config) {
        return new CreateTopicsRequestData.CreatableTopicConfig()
                .setName(config.name())
                .setValue(config.value());
    }

    private static CreateTopicsRequest.Assignment readRequestAssignment(
            CreateTopicsRequestData.CreatableReplicaAssignment data) {
        return new CreateTopicsRequest.Assignment(data.partitionIndex(), data.brokerIds());
    }

    private static CreateTopicsRequestData.CreatableReplicaAssignment writeRequestAssignment(
            CreateTopicsRequest.Assignment assignment) {
        return new CreateTopicsRequestData.CreatableReplicaAssignment()
                .setPartitionIndex(assignment.partition())
                .setBrokerIds(assignment.brokerIds());
    }

    @Override
    public CreateTopicsResponse readResponse(CreateTopicsResponseData data, int version) {
        return new CreateTopicsResponse(Convert.list(data.topics(), CreateTopicsTranslator::readResponseTopic));
    }

    @Override
    public CreateTopicsResponseData writeResponse(CreateTopicsResponse response, int version) {
        return new CreateTopicsResponseData()
                .setTopics(Convert.into(
                        new CreateTopicsResponseData.CreatableTopicResultCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        CreateTopicsTranslator::writeResponseTopic));
    }

    private static CreateTopicsResponse.Topic readResponseTopic(CreateTopicsResponseData.CreatableTopicResult data) {
        return new CreateTopicsResponse.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                ErrorCode.of(data.topicConfigErrorCode()),
                data.numPartitions(),
                data.replicationFactor(),
                Convert.nullableList(data.configs(), CreateTopicsTranslator::readResponseConfig));
    }

    private static CreateTopicsResponseData.CreatableTopicResult writeResponseTopic(CreateTopicsResponse.Topic topic) {
        return new CreateTopicsResponseData.CreatableTopicResult()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setErrorCode(topic.error().code())
                .setErrorMessage(topic.errorMessage())
                .setTopicConfigErrorCode(topic.topicConfigError().code())
                .setNumPartitions(topic.partitionCount())
                .setReplicationFactor(topic.replicationFactor())
                .setConfigs(Convert.nullableList(topic.configs(), CreateTopicsTranslator::writeResponseConfig));
    }

    private static CreateTopicsResponse.Config readResponseConfig(CreateTopicsResponseData.CreatableTopicConfigs data) {
        return new CreateTopicsResponse.Config(
                data.name(), data.value(), data.readOnly(), data.configSource(), data.isSensitive());
    }

    private static CreateTopicsResponseData.CreatableTopicConfigs writeResponseConfig(
            CreateTopicsResponse.Config config) {
        return new CreateTopicsResponseData.CreatableTopicConfigs()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(config.readOnly())
                .setConfigSource(config.configSource())
                .setIsSensitive(config.isSensitive());
    }
}
