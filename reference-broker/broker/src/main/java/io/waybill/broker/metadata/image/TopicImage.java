package io.waybill.broker.metadata.image;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * A topic.
 *
 * @param id tells it from other topics of the same name, before and after
 * @param name its name
 * @param partitions by number; at least one
 */
public record TopicImage(UUID id, String name, List<PartitionState> partitions) {

    public TopicImage {
        partitions = List.copyOf(partitions);
    }

    /** Returns whether it has a partition with a number. */
    public boolean has(int partition) {
        return partition >= 0 && partition < partitions.size();
    }

    /** Returns how many replicas its first partition has, which all others were given too. */
    public int replicationFactor() {
        return partitions.get(0).replicas().size();
    }

    /** Returns the topic with some partitions replaced, or added where their numbers are the next. */
    TopicImage with(SortedMap<Integer, PartitionState> changed) {
        var all = new ArrayList<>(partitions);
        changed.forEach((partition, state) -> {
            if (partition == all.size()) {
                all.add(state);
            } else {
                all.set(partition, state);
            }
        });
        return new TopicImage(id, name, all);
    }
}
