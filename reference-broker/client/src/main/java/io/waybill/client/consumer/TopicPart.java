package io.waybill.client.consumer;

/**
 * A partition of a topic by its name.
 *
 * @param topic its name
 * @param partition its number, 0 or more
 */
public record TopicPart(String topic, int partition) implements Comparable<TopicPart> {

    @Override
    public int compareTo(TopicPart other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    /** Returns it as people write it: {@code orders-0}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
