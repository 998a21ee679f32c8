package io.waybill.simulation.cluster.sight;

import io.waybill.broker.metadata.MetadataListener;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node in all its lives. What it knew at the end of a life is known until it knows better. */
final class NodeSight implements BrokerListener {

    private final int node;
    private final Consumer<MetadataImage> changed;
    private final Supplier<DeedListener> listener;
    private final SortedMap<Partition, ReplicaSight> replicas = new TreeMap<>();
    private @Nullable MetadataImage image;

    NodeSight(int node, Consumer<MetadataImage> changed, Supplier<DeedListener> listener) {
        this.node = node;
        this.changed = changed;
        this.listener = listener;
    }

    /** Its life has ended: no replica of it is open. */
    void ended() {
        replicas.clear();
    }

    /** Returns what it knows of the cluster; null where it never knew anything. */
    @Nullable
    MetadataImage image() {
        return image;
    }

    /** Returns its replica of a partition; null where it has none that it has spoken of in this life. */
    @Nullable
    ReplicaSight replica(Partition partition) {
        return replicas.get(partition);
    }

    @Override
    public ReplicaListener replica(TopicPartition partition) {
        var name = new Partition(partition.topic(), partition.partition());
        var replica = new ReplicaSight(new Told(name));
        replicas.put(name, replica);
        return replica;
    }

    /** Passes on what one of its replicas does. */
    private final class Told implements ReplicaSight.Deeds {
        private final Partition partition;

        Told(Partition partition) {
            this.partition = partition;
        }

        @Override
        public void appended() {
            listener.get().appended(node, partition);
        }

        @Override
        public void did(NodeReport.Kind kind, long number) {
            listener.get().told(kind, node, partition, number);
        }
    }

    @Override
    public MetadataListener metadata() {
        return (now, changes) -> {
            image = now;
            changed.accept(now);
        };
    }
}
