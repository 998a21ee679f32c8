package io.waybill.server.process;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.environment.Endpoint;
import io.waybill.server.net.NetSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node is configured to be.
 *
 * @param node its id, 0 or more
 * @param clusterId the cluster that it belongs to
 * @param client where it is announced to clients; null where it is no broker
 * @param voters where the controllers answer brokers, by their ids
 * @param members where every node is found as a member of the quorum, by their ids
 * @param rack where it stands; null where it does not say
 * @param folder where it keeps what it has
 * @param loops how many loops it has, 1 or more: each is a thread, and owns some of its partitions
 * @param metrics where it tells its metrics over HTTP; null where it does not
 * @param net how it uses the network
 * @param broker the static configurations of brokers, by Kafka's names
 */
public record NodeConfig(
        int node,
        String clusterId,
        @Nullable Endpoint client,
        SortedMap<Integer, Endpoint> voters,
        SortedMap<Integer, Endpoint> members,
        @Nullable String rack,
        Path folder,
        int loops,
        @Nullable Endpoint metrics,
        NetSettings net,
        SortedMap<String, String> broker) {

    /** More than these one broker was never measured with. */
    private static final int MOST_LOOPS_BY_ITSELF = 4;

    public NodeConfig {
        voters = Collections.unmodifiableSortedMap(new TreeMap<>(voters));
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        broker = Collections.unmodifiableSortedMap(new TreeMap<>(broker));
    }

    /**
     * Reads a configuration.
     *
     * @param given values by Kafka's names, such as a properties file has them
     * @throws InvalidConfigException which says all that is wrong, where anything is
     */
    public static NodeConfig of(SortedMap<String, String> given) {
        return new ConfigReading(given).read();
    }

    /**
     * Returns how many loops a broker has that is told nothing of it: one for each processor, 4 at most.
     *
     * @param nodes how many nodes share this machine
     */
    public static int usualLoops(int nodes) {
        int processors = Runtime.getRuntime().availableProcessors() / nodes;
        return Math.max(1, Math.min(processors, MOST_LOOPS_BY_ITSELF));
    }

    /** Returns whether it answers clients. */
    public boolean isBroker() {
        return client != null;
    }

    /** Returns whether it votes in the quorum. */
    public boolean isController() {
        return voters.containsKey(node);
    }

    /** Returns how its node is set up, with some flaws. */
    public BrokerSettings settings(BrokerMutants mutants) {
        var nodes = new TreeMap<Integer, NodeLayout>();
        members.forEach((id, raft) -> nodes.put(id, layout(id, raft)));
        return BrokerSettings.of(new ClusterLayout(clusterId, nodes), broker).with(mutants);
    }

    private NodeLayout layout(int id, Endpoint raft) {
        Endpoint controller = voters.get(id);
        if (id == node) {
            return new NodeLayout(id, raft, controller, client, rack);
        }
        // Where another node answers clients is known from its registration alone, and asked of nobody else.
        return new NodeLayout(id, raft, controller, controller == null ? raft : null, null);
    }
}
