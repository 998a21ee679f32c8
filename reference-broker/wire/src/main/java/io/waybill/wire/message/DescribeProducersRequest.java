package io.waybill.wire.message;

import java.util.List;

/**
 * Asks which producers partitions remember.
 *
 * @param topics an entry for each topic
 */
public record DescribeProducersRequest(List<Topic> topics) implements Request {

    /** Copies its lists. */
    public DescribeProducersRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_PRODUCERS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.describeProducers(this);
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
