package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which topics were deleted.
 *
 * @param topics an entry for each topic
 */
public record DeleteTopicsResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public DeleteTopicsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DELETE_TOPICS;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic; null where it is named by its id
     * @param topicId the id of the topic; zero where the version has its name instead (version 6+)
     * @param error what went wrong
     * @param errorMessage what went wrong, in words (version 5+)
     */
    public record Topic(
            @Nullable String topic,
            UUID topicId,
            ErrorCode error,
            @Nullable String errorMessage) {}
}
