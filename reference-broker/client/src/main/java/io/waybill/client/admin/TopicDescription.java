package io.waybill.client.admin;

import java.util.List;
import java.util.UUID;

/**
 * A topic as a broker knows it, which may lie behind.
 *
 * @param name its name
 * @param id tells it from others of the same name
 * @param partitions its partitions, by their numbers
 */
public record TopicDescription(String name, UUID id, List<Partition> partitions) {

    public TopicDescription {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition.
     *
     * @param number its number, 0 or more
     * @param leader the broker that leads it, -1 where nobody is known to
     * @param leaderEpoch how often its leadership has changed, -1 where it is not said
     * @param replicas the brokers that are to have it, the preferred leader first
     * @param inSync those of them that have everything that is acknowledged
     * @param offline those of them that are not there
     */
    public record Partition(
            int number,
            int leader,
            int leaderEpoch,
            List<Integer> replicas,
            List<Integer> inSync,
            List<Integer> offline) {
        public Partition {
            replicas = List.copyOf(replicas);
            inSync = List.copyOf(inSync);
            offline = List.copyOf(offline);
        }
    }
}
