package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives topics more partitions.
 *
 * @param topics an entry for each topic
 * @param timeoutMs how long to wait, in milliseconds
 * @param validateOnly true to check without changing anything
 */
public record CreatePartitionsRequest(List<Topic> topics, int timeoutMs, boolean validateOnly) implements Request {

    /** Copies its lists. */
    public CreatePartitionsRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.CREATE_PARTITIONS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.createPartitions(this);
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitionCount how many partitions the topic is to have in all
     * @param assignments which brokers get the new replicas, null to let the broker choose
     */
    public record Topic(
            String topic, int partitionCount, @Nullable List<Assignment> assignments) {

        /** Copies its lists. */
        public Topic {
            assignments = assignments == null ? null : List.copyOf(assignments);
        }
    }

    /**
     * What is assigned to whom.
     *
     * @param brokerIds the brokers of the replicas, the preferred leader first
     */
    public record Assignment(List<Integer> brokerIds) {

        /** Copies its lists. */
        public Assignment {
            brokerIds = List.copyOf(brokerIds);
        }
    }
}
