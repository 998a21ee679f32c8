package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the groups have consumed.
 *
 * @param groups an entry for each group; exactly one before version 8
 */
public record OffsetFetchResponse(List<Group> groups) implements Response {

    /** Copies its lists. */
    public OffsetFetchResponse {
        groups = List.copyOf(groups);
    }

    @Override
    public Api api() {
        return Api.OFFSET_FETCH;
    }

    /**
     * What concerns one group.
     *
     * @param groupId the group; empty when read before version 8
     * @param topics an entry for each topic
     * @param error what went wrong
     */
    public record Group(String groupId, List<Topic> topics, ErrorCode error) {

        /** Copies its lists. */
        public Group {
            topics = List.copyOf(topics);
        }
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic; empty where the version has its id instead (up to version 9)
     * @param topicId the id of the topic; zero where the version has its name instead (version 10+)
     * @param partitions an entry for each partition
     */
    public record Topic(String topic, UUID topicId, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What concerns one partition.
     *
     * @param partition the index of the partition
     * @param committedOffset the offset of the next record to consume, -1 where none is committed
     * @param committedLeaderEpoch the leader epoch of the last record consumed, -1 where unknown
     * @param metadata opaque to the broker
     * @param error what went wrong
     */
    public record Partition(
            int partition,
            long committedOffset,
            int committedLeaderEpoch,
            @Nullable String metadata,
            ErrorCode error) {}
}
