package io.waybill.simulation.invariant.broker;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.MetadataListener;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One node in all its lives. */
final class NodeWatch implements BrokerListener {

    private final int node;
    private final BrokerInvariants all;
    private final List<ReplicaWatch> replicas = new ArrayList<>();
    private final List<ReplicaWatch> pending = new ArrayList<>();
    private final SortedMap<TopicPartition, Terms> terms = new TreeMap<>();
    private @Nullable MetadataImage image;
    private int life;
    private long brokerEpoch = -1;
    private boolean isHarmed;

    /**
     * What a node has to keep to, of one partition.
     *
     * @param flushesEach whether nothing counts before it is on the disk
     * @param least how many replicas {@code acks=all} needs
     */
    record Terms(boolean flushesEach, int least) {}

    NodeWatch(int node, BrokerInvariants all) {
        this.node = node;
        this.all = all;
    }

    int node() {
        return node;
    }

    /** Returns the number of the life that it is in. */
    int life() {
        return life;
    }

    boolean isHarmed() {
        return isHarmed;
    }

    NodeWatch begun() {
        life++;
        image = null;
        terms.clear();
        return this;
    }

    void ended(boolean forgets) {
        noMorePending();
        replicas.forEach(each -> each.ended(forgets));
    }

    void harmed() {
        isHarmed = true;
        replicas.forEach(ReplicaWatch::harmed);
    }

    /** Has a replica looked at when the event is over. */
    void pending(ReplicaWatch replica) {
        if (pending.isEmpty()) {
            all.pending(1);
        }
        if (!pending.contains(replica)) {
            pending.add(replica);
        }
    }

    private void noMorePending() {
        if (!pending.isEmpty()) {
            pending.clear();
            all.pending(-1);
        }
    }

    void ran() {
        pending.forEach(ReplicaWatch::ran);
        noMorePending();
    }

    /** Returns what it has to keep to, by what it knows now. */
    Terms terms(TopicPartition partition) {
        Terms known = terms.get(partition);
        if (known == null) {
            known = configured(partition);
            terms.put(partition, known);
        }
        return known;
    }

    private Terms configured(TopicPartition partition) {
        MetadataImage now = image;
        boolean flushesEach = Long.parseLong(value(now, TopicKeys.FLUSH_MESSAGES, partition.topic())) == 1;
        if (now == null) {
            return new Terms(flushesEach, 1);
        }
        int least = Integer.parseInt(now.topicConfig(TopicKeys.MIN_INSYNC_REPLICAS, partition.topic()));
        int most = now.partition(partition.topicId(), partition.partition())
                .map(state -> state.replicas().size())
                .orElse(least);
        return new Terms(flushesEach, Math.min(least, most));
    }

    /** Topic, broker, all brokers, the node's file, the default: in this order, as Kafka has it. */
    private String value(@Nullable MetadataImage now, ConfigKey key, String topic) {
        String value = null;
        if (now != null) {
            value = now.configs(ConfigResource.topic(topic)).get(key.name());
            value = value != null
                    ? value
                    : now.configs(ConfigResource.broker(node)).get(key.brokerName());
            value = value != null ? value : now.configs(ConfigResource.CLUSTER).get(key.brokerName());
        }
        return value != null ? value : all.config().getOrDefault(key.brokerName(), key.defaultValue());
    }

    @Override
    public ReplicaListener replica(TopicPartition partition) {
        ReplicaWatch replica = all.partition(partition).replica(this);
        if (!replicas.contains(replica)) {
            replicas.add(replica);
        }
        return replica.begun();
    }

    @Override
    public MetadataListener metadata() {
        return new MetadataListener() {
            @Override
            public void changed(MetadataImage now, List<MetadataChange> changes) {
                image = now;
                terms.clear();
                all.metadata().changed(node, now, changes);
            }

            @Override
            public void applied(MetadataImage now, MetadataCommand command, CommandResult result) {
                all.metadata().applied(node, now, command, result);
            }
        };
    }

    @Override
    public void onRegistered(long epoch) {
        all.counted();
        if (epoch <= brokerEpoch) {
            all.broken(
                    BrokerInvariant.EPOCHS_GROW,
                    node,
                    "is registered with broker epoch " + epoch + " and was with " + brokerEpoch + " before");
        }
        brokerEpoch = epoch;
    }

    @Override
    public void onActiveController(long controllerEpoch) {
        all.metadata().controls(node, life, controllerEpoch);
    }
}
