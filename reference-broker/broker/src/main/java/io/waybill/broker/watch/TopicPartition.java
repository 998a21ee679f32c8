package io.waybill.broker.watch;

import java.util.Comparator;
import java.util.UUID;

/**
 * A partition of a topic, by the topic's id and its name.
 *
 * @param topicId tells the topic from others of the same name, before and after
 * @param topic its name
 * @param partition its number, 0 or more
 */
public record TopicPartition(UUID topicId, String topic, int partition) implements Comparable<TopicPartition> {

    private static final Comparator<TopicPartition> ORDER = Comparator.comparing(TopicPartition::topic)
            .thenComparingInt(TopicPartition::partition)
            .thenComparing(TopicPartition::topicId);

    @Override
    public int compareTo(TopicPartition other) {
        return ORDER.compare(this, other);
    }

    /** Returns its name as people write it: {@code orders-0}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
