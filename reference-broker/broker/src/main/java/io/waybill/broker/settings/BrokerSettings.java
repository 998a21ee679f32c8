package io.waybill.broker.settings;

import io.waybill.raft.settings.RaftSettings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a node is set up.
 *
 * @param layout the cluster that it belongs to; its own id is that of its environment
 * @param config its static configurations by Kafka's names; what the metadata say of topics, of this broker and of all
 *     brokers wins over them, and Kafka's defaults stand behind them
 * @param raft how it behaves in the quorum
 * @param mutants the flaws to have
 */
public record BrokerSettings(
        ClusterLayout layout, SortedMap<String, String> config, RaftSettings raft, BrokerMutants mutants) {

    public BrokerSettings {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        raft = raft.with(mutants.quorum());
    }

    /** Returns the settings of a node without flaws that has the usual times and limits. */
    public static BrokerSettings of(ClusterLayout layout, SortedMap<String, String> config) {
        return new BrokerSettings(layout, config, RaftSettings.of(layout.quorum()), BrokerMutants.NONE);
    }

    /** Returns the same with some flaws. */
    public BrokerSettings with(BrokerMutants others) {
        return new BrokerSettings(layout, config, raft, others);
    }

    /** Returns the same with another behaviour in the quorum. */
    public BrokerSettings with(RaftSettings other) {
        return new BrokerSettings(layout, config, other, mutants);
    }
}
