package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which topics got more partitions.
 *
 * @param topics an entry for each topic
 */
public record CreatePartitionsResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public CreatePartitionsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.CREATE_PARTITIONS;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param error what went wrong
     * @param errorMessage what went wrong, in words
     */
    public record Topic(
            String topic, ErrorCode error, @Nullable String errorMessage) {}
}
