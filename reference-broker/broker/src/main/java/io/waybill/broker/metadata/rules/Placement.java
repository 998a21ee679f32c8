package io.waybill.broker.metadata.rules;

import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Where new replicas go: each to the broker that has the fewest, and the preferred leadership to the one that leads the
 * fewest, as the metadata would have it. Active brokers come before others. Racks are not looked at.
 */
final class Placement {

    private final TreeMap<Integer, Load> loads = new TreeMap<>();

    Placement(MetadataImage image) {
        for (BrokerRegistration broker : image.brokers()) {
            loads.put(broker.id(), new Load(broker.id(), broker.isActive()));
        }
        for (TopicImage topic : image.topics()) {
            for (PartitionState partition : topic.partitions()) {
                note(partition.replicas());
            }
        }
    }

    /** Returns the replicas of new partitions, the preferred leader first. */
    List<List<Integer>> place(int partitions, int replicationFactor) {
        if (replicationFactor < 1 || replicationFactor > loads.size()) {
            throw new RefusedException(
                    MetadataError.INVALID_REPLICATION_FACTOR,
                    "the replication factor must be from 1 to the " + loads.size() + " registered brokers, was "
                            + replicationFactor);
        }
        if (loads.values().stream().noneMatch(load -> load.active)) {
            throw new RefusedException(
                    MetadataError.INVALID_REPLICATION_FACTOR, "a broker must be active, all are fenced or stopping");
        }
        var placed = new ArrayList<List<Integer>>();
        for (int i = 0; i < partitions; i++) {
            var replicas = replicas(replicationFactor);
            note(replicas);
            placed.add(replicas);
        }
        return placed;
    }

    private List<Integer> replicas(int count) {
        var free = new ArrayList<>(loads.values());
        free.sort(Load.AS_LEADER);
        var leader = free.remove(0);
        free.sort(Load.AS_FOLLOWER);
        var replicas = new ArrayList<Integer>();
        replicas.add(leader.id);
        free.subList(0, count - 1).forEach(follower -> replicas.add(follower.id));
        return List.copyOf(replicas);
    }

    private void note(List<Integer> replicas) {
        for (int i = 0; i < replicas.size(); i++) {
            var load = loads.get(replicas.get(i));
            if (load != null) {
                load.replicas++;
                load.leaderships += i == 0 ? 1 : 0;
            }
        }
    }

    /** What a broker has to do. */
    private static final class Load {

        private static final Comparator<Load> ACTIVE_FIRST = Comparator.comparing((Load load) -> !load.active);
        private static final Comparator<Load> AS_LEADER = ACTIVE_FIRST
                .thenComparingInt(load -> load.leaderships)
                .thenComparingInt(load -> load.replicas)
                .thenComparingInt(load -> load.id);
        private static final Comparator<Load> AS_FOLLOWER =
                ACTIVE_FIRST.thenComparingInt(load -> load.replicas).thenComparingInt(load -> load.id);

        private final int id;
        private final boolean active;
        private int replicas;
        private int leaderships;

        private Load(int id, boolean active) {
            this.id = id;
            this.active = active;
        }
    }
}
