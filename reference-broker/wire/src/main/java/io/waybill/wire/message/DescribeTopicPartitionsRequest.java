package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for topics page by page, eligible leader replicas included (KIP-966).
 *
 * @param topics an entry for each topic
 * @param responsePartitionLimit how many partitions are wanted at most
 * @param cursor where to go on, null for the beginning
 */
public record DescribeTopicPartitionsRequest(
        List<Topic> topics,
        int responsePartitionLimit,
        @Nullable Cursor cursor) implements Request {

    /** Copies its lists. */
    public DescribeTopicPartitionsRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.describeTopicPartitions(this);
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
     * @param topic the name of the topic
     */
    public record Topic(String topic) {}
}
