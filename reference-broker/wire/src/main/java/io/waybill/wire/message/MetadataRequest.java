package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks who is in the cluster and who leads what.
 *
 * @param topics the topics asked for, null for all
 * @param allowAutoTopicCreation whether a topic that does not exist may be made (version 4+)
 */
public record MetadataRequest(@Nullable List<Topic> topics, boolean allowAutoTopicCreation) implements Request {

    /** Copies its lists. */
    public MetadataRequest {
        topics = topics == null ? null : List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.METADATA;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.metadata(this);
    }

    /**
     * What concerns one topic.
     *
     * @param topicId the id of the topic; zero where the version has its name instead (version 10+)
     * @param topic the name of the topic, null where it is asked for by id
     */
    public record Topic(UUID topicId, @Nullable String topic) {}
}
