package io.waybill.simulation.cluster.sight;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.fault.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Three nodes that tell what a test wants them to; all of one topic, of which each has a replica. */
public final class PretendedCluster {

    private static final UUID TOPIC = new UUID(1, 1);
    private static final List<Integer> NODES = List.of(1, 2, 3);

    private final MutableImage image = new MutableImage();
    private final List<Partition> partitions;
    private final ClusterSight sight;
    private int controller = 1;
    private int changes;

    /** Creates a cluster whose partitions are led by node 1, with everybody in sync, their logs empty. */
    public PretendedCluster(List<Partition> partitions) {
        this.partitions = partitions;
        this.sight = new ClusterSight(NODES, NODES, partitions, () -> controller);
        List<PartitionState> states = new ArrayList<>();
        partitions.forEach(partition -> states.add(state(1, NODES, List.of())));
        image.create(new TopicImage(TOPIC, partitions.get(0).topic(), states));
        for (int node : NODES) {
            tell(node);
        }
        partitions.forEach(partition -> leads(partition, 1, 0));
    }

    /** Returns the eyes on it. */
    public ClusterSight sight() {
        return sight;
    }

    /** Makes somebody the active controller. */
    void controlledBy(int node) {
        controller = node;
    }

    void minInSync(int least) {
        SortedMap<String, String> config = new TreeMap<>();
        config.put(TopicKeys.MIN_INSYNC_REPLICAS.name(), Integer.toString(least));
        image.put(ConfigResource.topic(partitions.get(0).topic()), config);
    }

    /** Says what the metadata say of a partition, and that a node has applied it. */
    void agree(int teller, Partition partition, int leader, List<Integer> isr, List<Integer> elr) {
        SortedMap<Integer, PartitionState> changed = new TreeMap<>();
        changed.put(partition.number(), state(leader, isr, elr));
        image.put(TOPIC, changed);
        tell(teller);
    }

    private PartitionState state(int leader, List<Integer> isr, List<Integer> elr) {
        return new PartitionState(NODES, isr, elr, List.of(), leader, changes, changes, LeaderRecovery.RECOVERED);
    }

    private void tell(int node) {
        image.advance(++changes);
        sight.listenerOf(node).metadata().changed(image, image.takeChanges());
    }

    /** Lets a replica say that it leads in the epoch of the metadata, with a log of so many records. */
    public void leads(Partition partition, int node, long end) {
        int epoch = image.partition(TOPIC, partition.number()).orElseThrow().leaderEpoch();
        BrokerListener listener = sight.listenerOf(node);
        listener.replica(new TopicPartition(TOPIC, partition.topic(), partition.number()))
                .leads(epoch, end, NODES);
    }

    /** Lets a replica say that it leads, appends a batch up to an offset, and is sent it again. */
    void appendsAndIsSentAgain(Partition partition, int node, long lastOffset) {
        int epoch = image.partition(TOPIC, partition.number()).orElseThrow().leaderEpoch();
        ReplicaListener replica =
                sight.listenerOf(node).replica(new TopicPartition(TOPIC, partition.topic(), partition.number()));
        replica.leads(epoch, lastOffset, NODES);
        replica.appended(lastOffset, lastOffset, epoch, 0);
        replica.sentAgain(lastOffset);
        replica.follows(epoch + 1, node + 1);
        replica.appended(lastOffset + 1, lastOffset + 1, epoch + 1, 0);
    }

    /** Lets a replica say that its log has failed. */
    void fails(Partition partition, int node) {
        sight.listenerOf(node)
                .replica(new TopicPartition(TOPIC, partition.topic(), partition.number()))
                .offline("as the test wants it");
    }
}
