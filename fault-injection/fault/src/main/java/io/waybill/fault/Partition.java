package io.waybill.fault;

/**
 * A partition of a topic, as a target.
 *
 * @param topic the topic's name, not empty
 * @param number the partition's number in its topic, 0 or more
 */
public record Partition(String topic, int number) implements Comparable<Partition> {

    public Partition {
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("topic of a partition must have a name, was empty");
        }
        if (number < 0) {
            throw new IllegalArgumentException("number of a partition of " + topic + " must be >= 0, was " + number);
        }
    }

    /** Returns the name that people use: {@code orders-3}. */
    public String name() {
        return topic + "-" + number;
    }

    @Override
    public int compareTo(Partition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return name();
    }
}
