package io.waybill.wire.kafka;

import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;

/** DeleteTopics, both ways. */
final class DeleteTopicsTranslator
        implements Translator<
                DeleteTopicsRequest, DeleteTopicsRequestData, DeleteTopicsResponse, DeleteTopicsResponseData> {

    /** From this version on a topic is named by its name or by its id. KIP-516. */
    private static final int BY_ID = 6;

    @Override
    public DeleteTopicsRequest readRequest(DeleteTopicsRequestData data, int version) {
        return new DeleteTopicsRequest(
                version >= BY_ID
                        ? Convert.list(data.topics(), DeleteTopicsTranslator::readRequestTopic)
                        : Convert.list(data.topicNames(), DeleteTopicsTranslator::named),
                data.timeoutMs());
    }

    @Override
    public DeleteTopicsRequestData writeRequest(DeleteTopicsRequest request, int version) {
        DeleteTopicsRequestData data = new DeleteTopicsRequestData().setTimeoutMs(request.timeoutMs());
        return version >= BY_ID
                ? data.setTopics(Convert.list(request.topics(), DeleteTopicsTranslator::writeRequestTopic))
                : data.setTopicNames(Convert.list(request.topics(), topic -> nameOf(topic, version)));
    }

    private static DeleteTopicsRequest.Topic named(String name) {
        return new DeleteTopicsRequest.Topic(name, Convert.NO_ID);
    }

    private static String nameOf(DeleteTopicsRequest.Topic topic, int version) {
        if (topic.topic() == null || !topic.topicId().equals(Convert.NO_ID)) {
            throw Convert.unsayable("the topic id " + topic.topicId(), version);
        }
        return topic.topic();
    }

    private static DeleteTopicsRequest.Topic readRequestTopic(DeleteTopicsRequestData.DeleteTopicState data) {
        return new DeleteTopicsRequest.Topic(data.name(), Convert.uuid(data.topicId()));
    }

    private static DeleteTopicsRequestData.DeleteTopicState writeRequestTopic(DeleteTopicsRequest.Topic topic) {
        return new DeleteTopicsRequestData.DeleteTopicState()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()));
    }

    @Override
    public DeleteTopicsResponse readResponse(DeleteTopicsResponseData data, int version) {
        return new DeleteTopicsResponse(Convert.list(data.responses(), DeleteTopicsTranslator::readResponseTopic));
    }

    @Override
    public DeleteTopicsResponseData writeResponse(DeleteTopicsResponse response, int version) {
        return new DeleteTopicsResponseData()
                .setResponses(Convert.into(
                        new DeleteTopicsResponseData.DeletableTopicResultCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        part -> writeResponseTopic(part, version)));
    }

    private static DeleteTopicsResponse.Topic readResponseTopic(DeleteTopicsResponseData.DeletableTopicResult data) {
        return new DeleteTopicsResponse.Topic(
                data.name(), Convert.uuid(data.topicId()), ErrorCode.of(data.errorCode()), data.errorMessage());
    }

    private static DeleteTopicsResponseData.DeletableTopicResult writeResponseTopic(
            DeleteTopicsResponse.Topic topic, int version) {
        return new DeleteTopicsResponseData.DeletableTopicResult()
                .setName(version >= 6 ? topic.topic() : Convert.orEmpty(topic.topic()))
                .setTopicId(Convert.uuid(topic.topicId()))
                .setErrorCode(topic.error().code())
                .setErrorMessage(topic.errorMessage());
    }
}
