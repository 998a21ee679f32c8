package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which topics were created.
 *
 * @param topics an entry for each topic
 */
public record CreateTopicsResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public CreateTopicsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.CREATE_TOPICS;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param topicId the id of the topic (version 7+)
     * @param error what went wrong
     * @param errorMessage what went wrong, in words
     * @param topicConfigError why the configurations are not told (version 5+)
     * @param partitionCount how many partitions the topic has or is to have, -1 for the default (version 5+)
     * @param replicationFactor how many replicas each partition has or is to have, -1 for the default (version 5+)
     * @param configs the configurations of the topic, null where not told (version 5+)
     */
    public record Topic(
            String topic,
            UUID topicId,
            ErrorCode error,
            @Nullable String errorMessage,
            ErrorCode topicConfigError,
            int partitionCount,
            short replicationFactor,
            @Nullable List<Config> configs) {

        /** Copies its lists. */
        public Topic {
            configs = configs == null ? null : List.copyOf(configs);
        }
    }

    /**
     * One configuration.
     *
     * @param name the name
     * @param value the value, null where there is none or it is secret
     * @param readOnly whether the value cannot be changed
     * @param configSource where the value comes from: 1 topic, 2 and 3 broker, 4 its file, 5 default
     * @param isSensitive whether the value is kept secret
     */
    public record Config(
            String name, @Nullable String value, boolean readOnly, byte configSource, boolean isSensitive) {}
}
