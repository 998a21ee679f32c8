package io.waybill.simulation.cluster;

import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.client.config.ClientMutant;
import io.waybill.raft.settings.Limits;
import io.waybill.raft.settings.Timing;
import io.waybill.system.TopicSpec;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster before anything happens to it.
 *
 * @param nodes which nodes it has
 * @param config the static configuration of all of them, by Kafka's names
 * @param topics the topics that are there before the first client
 * @param timing of the quorum
 * @param limits of the quorum
 * @param mutants flaws that are planted on purpose, the same in all nodes
 * @param clientMutants flaws that are planted on purpose in its producers
 */
public record ClusterShape(
        ClusterNodes nodes,
        SortedMap<String, String> config,
        List<TopicSpec> topics,
        Timing timing,
        Limits limits,
        BrokerMutants mutants,
        List<ClientMutant> clientMutants) {

    public ClusterShape {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        topics = List.copyOf(topics);
        clientMutants = List.copyOf(clientMutants);
    }

    /** Returns a cluster whose quorum has the usual times and limits and whose nodes have no flaws. */
    public static ClusterShape of(ClusterNodes nodes, SortedMap<String, String> config, List<TopicSpec> topics) {
        return new ClusterShape(nodes, config, topics, Timing.DEFAULT, Limits.DEFAULT, BrokerMutants.NONE, List.of());
    }

    /**
     * Returns whether nothing counts as replicated before it is durable, so that a power cut takes nothing that was
     * acknowledged.
     */
    public boolean syncsBeforeItCounts() {
        String broker =
                config.getOrDefault(TopicKeys.FLUSH_MESSAGES.brokerName(), TopicKeys.FLUSH_MESSAGES.defaultValue());
        return topics.stream()
                .allMatch(topic -> topic.config()
                        .getOrDefault(TopicKeys.FLUSH_MESSAGES.name(), broker)
                        .equals("1"));
    }

    /** Returns the same with other nodes. */
    public ClusterShape with(ClusterNodes others) {
        return new ClusterShape(others, config, topics, timing, limits, mutants, clientMutants);
    }

    /** Returns the same with some flaws. */
    public ClusterShape with(BrokerMutants others) {
        return new ClusterShape(nodes, config, topics, timing, limits, others, clientMutants);
    }

    /** Returns the same with some flaws of the producers. */
    public ClusterShape with(List<ClientMutant> others) {
        return new ClusterShape(nodes, config, topics, timing, limits, mutants, others);
    }
}
