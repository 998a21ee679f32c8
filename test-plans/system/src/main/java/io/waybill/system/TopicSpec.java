package io.waybill.system;

import java.util.Map;

/**
 * A topic that a plan asks for.
 *
 * @param partitions 1 or more
 * @param replicas how many nodes hold each partition, 1 or more
 * @param config the topic's own settings, verbatim
 */
public record TopicSpec(String name, int partitions, int replicas, Map<String, String> config) {

    public TopicSpec {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a topic must have a name, was empty");
        }
        if (partitions < 1 || replicas < 1) {
            throw new IllegalArgumentException("partitions and replicas of topic " + name + " must be >= 1, were "
                    + partitions + " and " + replicas);
        }
        config = Map.copyOf(config);
    }

    /** Makes a topic without settings of its own. */
    public TopicSpec(String name, int partitions, int replicas) {
        this(name, partitions, replicas, Map.of());
    }
}
