package io.waybill.broker.data;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Environment;
import io.waybill.log.PartitionLog;
import io.waybill.log.settings.LogSettings;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A node's replicas on real logs, and the handlers that answer for them. */
public final class LogHost implements Hosting {

    private final Environment environment;
    private final Map<TopicPartition, LogReplica> replicas = new TreeMap<>();
    private final DataHandlers handlers;

    /** Who is known to lead whatever is not here. */
    public LeaderIdAndEpoch elsewhere = LeaderIdAndEpoch.NONE;

    /** Where brokers stand. */
    public final Map<Integer, String> racks = new TreeMap<>();

    /** The lives that are registered, {@code id@epoch}; all while it is empty. */
    public final List<String> registered = new ArrayList<>();

    public LogHost(Environment environment, BrokerMutants mutants) {
        this.environment = environment;
        this.handlers = new DataHandlers(environment, this, mutants);
    }

    public DataHandlers handlers() {
        return handlers;
    }

    /** Opens a replica; {@code done} is given it. */
    public void open(TopicPartition partition, LogSettings settings, Consumer<LogReplica> done) {
        PartitionLog.open(
                environment.disk(),
                partition.toString(),
                settings,
                environment.clock().wallMillis(),
                LogReplica::fail,
                log -> {
                    var replica = new LogReplica(environment, partition, log);
                    replicas.put(partition, replica);
                    done.accept(replica);
                },
                LogReplica::fail);
    }

    @Override
    public int broker() {
        return environment.node();
    }

    @Override
    public Lookup byName(String topic, int partition) {
        for (LogReplica each : replicas.values()) {
            if (each.partition().topic().equals(topic) && each.partition().partition() == partition) {
                return found(each);
            }
        }
        return new Lookup(null, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, LeaderIdAndEpoch.NONE);
    }

    @Override
    public Lookup byId(UUID topic, int partition) {
        for (LogReplica each : replicas.values()) {
            if (each.partition().topicId().equals(topic) && each.partition().partition() == partition) {
                return found(each);
            }
        }
        return new Lookup(null, ErrorCode.UNKNOWN_TOPIC_ID, LeaderIdAndEpoch.NONE);
    }

    private Lookup found(LogReplica replica) {
        var leader = replica.leads() ? new LeaderIdAndEpoch(broker(), replica.leaderEpoch()) : elsewhere;
        return new Lookup(replica, ErrorCode.NONE, leader);
    }

    @Override
    public Optional<NodeEndpoint> endpoint(int broker) {
        return Optional.of(new NodeEndpoint(broker, "node" + broker, 9092, racks.get(broker)));
    }

    @Override
    public boolean isRegistered(int broker, long brokerEpoch) {
        return registered.isEmpty() || registered.contains(broker + "@" + brokerEpoch);
    }
}
