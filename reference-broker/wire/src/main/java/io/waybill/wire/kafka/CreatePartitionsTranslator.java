package io.waybill.wire.kafka;

import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;

/** CreatePartitions, both ways. */
final class CreatePartitionsTranslator
        implements Translator<
                CreatePartitionsRequest,
                CreatePartitionsRequestData,
                CreatePartitionsResponse,
                CreatePartitionsResponseData> {

    @Override
    public CreatePartitionsRequest readRequest(CreatePartitionsRequestData data, int version) {
        return new CreatePartitionsRequest(
                Convert.list(data.topics(), CreatePartitionsTranslator::readRequestTopic),
                data.timeoutMs(),
                data.validateOnly());
    }

    @Override
    public CreatePartitionsRequestData writeRequest(CreatePartitionsRequest request, int version) {
        return new CreatePartitionsRequestData()
                .setTopics(Convert.into(
                        new CreatePartitionsRequestData.CreatePartitionsTopicCollection(
                                request.topics().size() + 1),
                        request.topics(),
                        CreatePartitionsTranslator::writeRequestTopic))
                .setTimeoutMs(request.timeoutMs())
                .setValidateOnly(request.validateOnly());
    }

    private static CreatePartitionsRequest.Topic readRequestTopic(
            CreatePartitionsRequestData.CreatePartitionsTopic data) {
        return new CreatePartitionsRequest.Topic(
                data.name(),
                data.count(),
                Convert.nullableList(data.assignments(), CreatePartitionsTranslator::readRequestAssignment));
    }

    private static CreatePartitionsRequestData.CreatePartitionsTopic writeRequestTopic(
            CreatePartitionsRequest.Topic topic) {
        return new CreatePartitionsRequestData.CreatePartitionsTopic()
                .setName(topic.topic())
                .setCount(topic.partitionCount())
                .setAssignments(
                        Convert.nullableList(topic.assignments(), CreatePartitionsTranslator::writeRequestAssignment));
    }

    private static CreatePartitionsRequest.Assignment readRequestAssignment(
            CreatePartitionsRequestData.CreatePartitionsAssignment data) {
        return new CreatePartitionsRequest.Assignment(data.brokerIds());
    }

    private static CreatePartitionsRequestData.CreatePartitionsAssignment writeRequestAssignment(
            CreatePartitionsRequest.Assignment assignment) {
        return new CreatePartitionsRequestData.CreatePartitionsAssignment().setBrokerIds(assignment.brokerIds());
    }

    @Override
    public CreatePartitionsResponse readResponse(CreatePartitionsResponseData data, int version) {
        return new CreatePartitionsResponse(
                Convert.list(data.results(), CreatePartitionsTranslator::readResponseTopic));
    }

    @Override
    public CreatePartitionsResponseData writeResponse(CreatePartitionsResponse response, int version) {
        return new CreatePartitionsResponseData()
                .setResults(Convert.list(response.topics(), CreatePartitionsTranslator::writeResponseTopic));
    }

    private static CreatePartitionsResponse.Topic readResponseTopic(
            CreatePartitionsResponseData.CreatePartitionsTopicResult data) {
        return new CreatePartitionsResponse.Topic(data.name(), ErrorCode.of(data.errorCode()), data.errorMessage());
    }

    private static CreatePartitionsResponseData.CreatePartitionsTopicResult writeResponseTopic(
            CreatePartitionsResponse.Topic topic) {
        return new CreatePartitionsResponseData.CreatePartitionsTopicResult()
                .setName(topic.topic())
                .setErrorCode(topic.error().code())
                .setErrorMessage(topic.errorMessage());
    }
}
