package io.waybill.client.admin;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic that is to be.
 *
 * @param name its name
 * @param partitions how many partitions, -1 for the brokers' default
 * @param replicationFactor how many replicas of each, -1 for the brokers' default
 * @param config its configurations by their names
 */
public record NewTopic(String name, int partitions, int replicationFactor, SortedMap<String, String> config) {

    public NewTopic {
        config = new TreeMap<>(config);
        if (replicationFactor < Short.MIN_VALUE || replicationFactor > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "replicationFactor of " + name + " must be a whole number of 16 bits, was " + replicationFactor);
        }
    }

    /** Returns a topic without configurations of its own. */
    public static NewTopic of(String name, int partitions, int replicationFactor) {
        return new NewTopic(name, partitions, replicationFactor, new TreeMap<>());
    }

    /** Returns the same with configurations. */
    public NewTopic with(Map<String, String> configs) {
        return new NewTopic(name, partitions, replicationFactor, new TreeMap<>(configs));
    }
}
