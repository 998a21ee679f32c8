package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that are moving to other replicas; those that are not moving are not named.
 *
 * @param error what went wrong
 * @param errorMessage what went wrong, in words
 * @param topics an entry for each topic of which a partition is moving
 */
public record ListPartitionReassignmentsResponse(
        ErrorCode error, @Nullable String errorMessage, List<Topic> topics) implements Response {

    /** Copies its lists. */
    public ListPartitionReassignmentsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.LIST_PARTITION_REASSIGNMENTS;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitions its partitions that are moving
     */
    public record Topic(String topic, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * A partition that is moving.
     *
     * @param partition the index of the partition
     * @param replicas the replicas that it has now
     * @param adding the replicas that it gets
     * @param removing the replicas that it loses
     */
    public record Partition(int partition, List<Integer> replicas, List<Integer> adding, List<Integer> removing) {

        /** Copies its lists. */
        public Partition {
            replicas = List.copyOf(replicas);
            adding = List.copyOf(adding);
            removing = List.copyOf(removing);
        }
    }
}
