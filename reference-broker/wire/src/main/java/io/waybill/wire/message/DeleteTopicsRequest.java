package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes topics.
 *
 * @param topics the topics, by name or by id (version 6+)
 * @param timeoutMs how long to wait, in milliseconds
 */
public record DeleteTopicsRequest(List<Topic> topics, int timeoutMs) implements Request {

    /** Copies its lists. */
    public DeleteTopicsRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DELETE_TOPICS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.deleteTopics(this);
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic; null where it is named by its id
     * @param topicId the id of the topic; zero where the version has its name instead
     */
    public record Topic(@Nullable String topic, UUID topicId) {}
}
