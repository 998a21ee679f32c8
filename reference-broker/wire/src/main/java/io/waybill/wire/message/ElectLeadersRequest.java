package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for elections.
 *
 * @param electionType 0 the preferred leader, 1 any replica even if records are lost (version 1+)
 * @param topics the partitions, null for all
 * @param timeoutMs how long to wait, in milliseconds
 */
public record ElectLeadersRequest(
        byte electionType, @Nullable List<Topic> topics, int timeoutMs) implements Request {

    /** Copies its lists. */
    public ElectLeadersRequest {
        topics = topics == null ? null : List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.ELECT_LEADERS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.electLeaders(this);
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitions an entry for each partition
     */
    public record Topic(String topic, List<Integer> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }
}
