package io.waybill.system;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cluster that a plan asks for.
 *
 * @param nodes how many nodes, 1 to 9
 * @param config the broker's own settings, verbatim; they win over those that the system under test sets by itself
 * @param topics the topics that are there before the first client
 */
public record ClusterSpec(int nodes, Map<String, String> config, List<TopicSpec> topics) {

    public ClusterSpec {
        if (nodes < 1 || nodes > 9) {
            throw new IllegalArgumentException("nodes of a cluster must be 1 to 9, was " + nodes);
        }
        config = Map.copyOf(config);
        topics = List.copyOf(topics);
        for (TopicSpec topic : topics) {
            if (topic.replicas() > nodes) {
                throw new IllegalArgumentException("replicas of topic " + topic.name() + " must be <= " + nodes
                        + " nodes, was " + topic.replicas());
            }
        }
    }

    /** Returns the settings in the order of their names, so that two runs of one plan write the same. */
    public Map<String, String> sortedConfig() {
        return new TreeMap<>(config);
    }
}
