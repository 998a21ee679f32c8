package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks which partitions are moving to other replicas.
 *
 * @param timeoutMs how long the broker may take, in milliseconds
 * @param topics the partitions that are asked about; null for all
 */
public record ListPartitionReassignmentsRequest(
        int timeoutMs, @Nullable List<Topic> topics) implements Request {

    /** Copies its lists. */
    public ListPartitionReassignmentsRequest {
        topics = topics == null ? null : List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.LIST_PARTITION_REASSIGNMENTS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.listPartitionReassignments(this);
    }

    /**
     * Partitions of one topic.
     *
     * @param topic the name of the topic
     * @param partitions the indexes of the partitions
     */
    public record Topic(String topic, List<Integer> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }
}
