package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the elections ended.
 *
 * @param error what went wrong (version 1+)
 * @param topics an entry for each topic
 */
public record ElectLeadersResponse(ErrorCode error, List<Topic> topics) implements Response {

    /** Copies its lists. */
    public ElectLeadersResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.ELECT_LEADERS;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitions an entry for each partition
     */
    public record Topic(String topic, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What concerns one partition.
     *
     * @param partition the index of the partition
     * @param error what went wrong
     * @param errorMessage what went wrong, in words
     */
    public record Partition(
            int partition, ErrorCode error, @Nullable String errorMessage) {}
}
