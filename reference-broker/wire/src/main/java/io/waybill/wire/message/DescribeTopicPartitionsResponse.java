package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of topics.
 *
 * @param topics an entry for each topic
 * @param nextCursor where to go on, null at the end
 */
public record DescribeTopicPartitionsResponse(
        List<Topic> topics, @Nullable Cursor nextCursor) implements Response {

    /** Copies its lists. */
    public DescribeTopicPartitionsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_TOPIC_PARTITIONS;
    }

    /**
     * A place among the partitions of all topics.
     *
     * @param topic the name of the topic
     * @param partition the index of the partition
     */
    public record Cursor(String topic, int partition) {}

    /**
     * What concerns one topic.
     *
     * @param error what went wrong
     * @param topic the name of the topic
     * @param topicId the id of the topic
     * @param isInternal whether the topic is the broker's own
     * @param partitions an entry for each partition
     */
    public record Topic(
            ErrorCode error, @Nullable String topic, UUID topicId, boolean isInternal, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What concerns one partition.
     *
     * @param error what went wrong
     * @param partition the index of the partition
     * @param leaderId the broker that leads, -1 where none does
     * @param leaderEpoch the leader epoch
     * @param replicaNodes the replicas, the preferred leader first
     * @param isrNodes the in-sync replicas
     * @param eligibleLeaderReplicas who may lead although not in sync, null where not tracked
     * @param lastKnownElr who was eligible before the last unclean end, null where not tracked
     * @param offlineReplicas the replicas that are not there
     */
    public record Partition(
            ErrorCode error,
            int partition,
            int leaderId,
            int leaderEpoch,
            List<Integer> replicaNodes,
            List<Integer> isrNodes,
            @Nullable List<Integer> eligibleLeaderReplicas,
            @Nullable List<Integer> lastKnownElr,
            List<Integer> offlineReplicas) {

        /** Copies its lists. */
        public Partition {
            replicaNodes = List.copyOf(replicaNodes);
            isrNodes = List.copyOf(isrNodes);
            eligibleLeaderReplicas = eligibleLeaderReplicas == null ? null : List.copyOf(eligibleLeaderReplicas);
            lastKnownElr = lastKnownElr == null ? null : List.copyOf(lastKnownElr);
            offlineReplicas = List.copyOf(offlineReplicas);
        }
    }
}
