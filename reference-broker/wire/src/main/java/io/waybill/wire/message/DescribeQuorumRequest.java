package io.waybill.wire.message;

import java.util.List;

/**
 * Asks for the state of the controller quorum.
 *
 * @param topics an entry for each topic
 */
public record DescribeQuorumRequest(List<Topic> topics) implements Request {

    /** Copies its lists. */
    public DescribeQuorumRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_QUORUM;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.describeQuorum(this);
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
     */
    public record Partition(int partition) {}
}
