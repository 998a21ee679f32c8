package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates topics.
 *
 * @param topics an entry for each topic
 * @param timeoutMs how long to wait, in milliseconds
 * @param validateOnly true to check without changing anything
 */
public record CreateTopicsRequest(List<Topic> topics, int timeoutMs, boolean validateOnly) implements Request {

    /** Copies its lists. */
    public CreateTopicsRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.CREATE_TOPICS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.createTopics(this);
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitionCount how many partitions the topic has or is to have, -1 for the default
     * @param replicationFactor how many replicas each partition has or is to have, -1 for the default
     * @param assignments which brokers get the replicas; empty to let the broker choose
     * @param configs configurations by name
     */
    public record Topic(
            String topic,
            int partitionCount,
            short replicationFactor,
            List<Assignment> assignments,
            List<Config> configs) {

        /** Copies its lists. */
        public Topic {
            assignments = List.copyOf(assignments);
            configs = List.copyOf(configs);
        }
    }

    /**
     * One configuration.
     *
     * @param name the name
     * @param value the value, null for the default
     */
    public record Config(String name, @Nullable String value) {}

    /**
     * What is assigned to whom.
     *
     * @param partition the index of the partition
     * @param brokerIds the brokers of the replicas, the preferred leader first
     */
    public record Assignment(int partition, List<Integer> brokerIds) {

        /** Copies its lists. */
        public Assignment {
            brokerIds = List.copyOf(brokerIds);
        }
    }
}
