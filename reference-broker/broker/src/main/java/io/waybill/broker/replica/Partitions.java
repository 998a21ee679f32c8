package io.waybill.broker.replica;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.data.LocalReplicas;
import io.waybill.broker.data.Served;
import io.waybill.broker.metadata.Reactions;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The replicas of a broker that one loop owns. They become what the metadata say, and their logs are opened when they
 * are first heard of.
 *
 * <p>Used on that loop only, where it also calls back.
 */
public final class Partitions implements Reactions, LocalReplicas {

    private final BrokerSettings settings;
    private final BrokerListener listener;
    private final HighWatermarks file;
    private final ReplicaContext context;
    private final Upkeep upkeep;
    private final StrayLogs strayLogs;
    private final SortedMap<TopicPartition, ReplicaLife> replicas = new TreeMap<>();
    private final SortedMap<TopicPartition, ReplicaLife> removing = new TreeMap<>();
    private int opening;
    private boolean isLive;
    private boolean knowsAll;
    private boolean isClosed;

    /**
     * Makes the replicas of a broker: none, before its metadata say so.
     *
     * @param image the metadata as this broker knows them, which move on
     * @param following who fetches for those that follow; called only from callbacks of this loop, after this
     *     constructor
     * @param isrChannel the way of leaders' proposals to the active controller, also called only later
     * @param logs is told when the logs are open, and when one cannot be trusted
     */
    public Partitions(
            Environment environment,
            BrokerSettings settings,
            MetadataImage image,
            Following following,
            IsrChannel isrChannel,
            BrokerListener listener,
            LogsListener logs) {
        this.settings = settings;
        this.listener = listener;
        this.file = new HighWatermarks(environment);
        this.context = context(environment, settings, image, file, following, isrChannel, logs);
        this.strayLogs = new StrayLogs(context);
        this.upkeep = new Upkeep(context, () -> List.copyOf(replicas.values()));
        file.read();
    }

    /**
     * Makes the replicas of another loop of a node; what all its loops share on the disk stays with the first.
     *
     * @param first those of the node's first loop
     */
    public Partitions(
            Partitions first,
            Environment environment,
            MetadataImage image,
            Following following,
            IsrChannel isrChannel,
            LogsListener logs) {
        this.settings = first.settings;
        this.listener = first.listener;
        this.file = first.file;
        var watermarks = new FarWatermarks(environment.shards(), file);
        this.context = context(environment, settings, image, watermarks, following, isrChannel, logs);
        this.strayLogs = new StrayLogs(context);
        this.upkeep = new Upkeep(context, () -> List.copyOf(replicas.values()));
    }

    private static ReplicaContext context(
            Environment environment,
            BrokerSettings settings,
            MetadataImage image,
            WatermarkStore highWatermarks,
            Following following,
            IsrChannel isrChannel,
            LogsListener logs) {
        var mutants = settings.mutants();
        return new ReplicaContext(
                environment,
                image,
                new ReplicaConfig(environment.node(), image, settings.config(), mutants.log()),
                highWatermarks,
                Ownership.of(environment.shards()),
                following,
                isrChannel,
                logs,
                mutants,
                new ReplicaProbes(environment.probes()));
    }

    @Override
    public Optional<Served> find(TopicPartition partition) {
        return replica(partition).map(it -> it);
    }

    /**
     * Returns a replica that is open and has not failed, while this broker's life goes on; empty where there is none.
     */
    public Optional<Replica> replica(TopicPartition partition) {
        ReplicaLife replica = isLive ? replicas.get(partition) : null;
        return replica != null && replica.isServing() ? Optional.of(replica.replica()) : Optional.empty();
    }

    @Override
    public boolean isOffline(TopicPartition partition) {
        ReplicaLife replica = replicas.get(partition);
        return replica != null && replica.isOffline();
    }

    @Override
    public void registered(MetadataImage image, BrokerRegistration self) {
        if (isClosed) {
            return;
        }
        isLive = true;
        // Between two lives nothing is heard of what is deleted or configured.
        for (TopicPartition partition : List.copyOf(replicas.keySet())) {
            if (image.partition(partition.topicId(), partition.partition()).isEmpty()) {
                remove(partition);
            }
        }
        replicas.values().forEach(ReplicaLife::configure);
        beginUpkeep();
        context.environment().timers().post(() -> {
            strayLogs.delete(this::isBeingRemoved);
            lookWhetherOpen();
        });
    }

    /** Not before: what is written down of replicas that are not known yet would be forgotten. */
    private void beginUpkeep() {
        if (knowsAll) {
            upkeep.configure();
        } else {
            knowsAll = true;
            upkeep.begin();
        }
    }

    private boolean isBeingRemoved(UUID topic) {
        return removing.keySet().stream().anyMatch(it -> it.topicId().equals(topic));
    }

    @Override
    public void superseded(MetadataImage image) {
        isLive = false;
        replicas.values().forEach(ReplicaLife::standDown);
    }

    @Override
    public void standingChanged(MetadataImage image, BrokerRegistration self) {
        replicas.values().forEach(ReplicaLife::lookWhoIsInSync);
    }

    @Override
    public void becameLeader(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        become(topic, partition, state);
    }

    @Override
    public void becameFollower(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        become(topic, partition, state);
    }

    private void become(TopicImage topic, int number, PartitionState state) {
        if (isClosed || !context.owned().isMine(topic.id(), number)) {
            return;
        }
        var partition = new TopicPartition(topic.id(), topic.name(), number);
        ReplicaLife replica = replicas.get(partition);
        if (replica == null) {
            replica = new ReplicaLife(context, partition, listener.replica(partition));
            replicas.put(partition, replica);
            opening++;
            replica.open(() -> {
                opening--;
                context.environment().timers().post(this::lookWhetherOpen);
            });
        }
        replica.become(state);
    }

    private void lookWhetherOpen() {
        if (isLive && opening == 0 && !isClosed) {
            context.logs().open();
        }
    }

    @Override
    public void isrChanged(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
        ReplicaLife replica = replicas.get(new TopicPartition(topic.id(), topic.name(), partition));
        if (replica != null) {
            replica.stateChanged(state);
        }
    }

    @Override
    public void topicDeleted(MetadataImage image, TopicImage topic) {
        for (int i = 0; i < topic.partitions().size(); i++) {
            remove(new TopicPartition(topic.id(), topic.name(), i));
        }
    }

    private void remove(TopicPartition partition) {
        ReplicaLife replica = replicas.remove(partition);
        if (replica != null) {
            removing.put(partition, replica);
            replica.remove(() -> removing.remove(partition));
        }
    }

    @Override
    public void configsChanged(MetadataImage image, ConfigResource resource) {
        for (ReplicaLife replica : replicas.values()) {
            boolean isOther = resource.scope() == ConfigScope.TOPIC
                    && !resource.name().equals(replica.partition().topic());
            if (!isOther) {
                replica.configure();
            }
        }
        upkeep.configure();
    }

    @Override
    public void controllerChanged(MetadataImage image, int controller, long epoch) {
        // Proposals find their way by themselves.
    }

    /**
     * Closes all logs in order, for good; nothing is answered from now on but refusals. {@code done} once everything is
     * on the disk.
     */
    public void close(Runnable done) {
        isClosed = true;
        isLive = false;
        upkeep.end();
        List<ReplicaLife> all = new ArrayList<>(replicas.values());
        all.addAll(removing.values());
        var open = new int[] {all.size() + 1};
        Runnable one = () -> {
            open[0]--;
            if (open[0] == 0) {
                writeHighWatermarks(done);
            }
        };
        all.forEach(replica -> replica.close(one));
        one.run();
    }

    private void writeHighWatermarks(Runnable done) {
        if (knowsAll) {
            upkeep.writeHighWatermarks(done);
        } else {
            done.run();
        }
    }
}
