package io.waybill.system.reference;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.server.process.InvalidConfigException;
import io.waybill.server.process.NodeConfig;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import io.waybill.system.reference.node.LocalLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the nodes of a cluster under test are set to where its plan leaves it open. Pure. */
final class NodeDefaults {

    private NodeDefaults() {}

    /**
     * Returns the configuration of a cluster's nodes. What makes it notice a dead node, fail over and heal in seconds
     * is set as for the other systems, so that their runs can be compared; none of it weakens a guarantee.
     *
     * @param planned wins over the rest
     */
    static SortedMap<String, String> of(int nodes, Map<String, String> planned) {
        int replicas = Math.min(3, nodes);
        SortedMap<String, String> config = new TreeMap<>();
        config.put("default.replication.factor", Integer.toString(replicas));
        config.put("min.insync.replicas", Integer.toString(Math.max(1, replicas - 1)));
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        config.put("replica.lag.time.max.ms", "10000");
        config.put("replica.socket.timeout.ms", "5000");
        config.put("replica.fetch.backoff.ms", "200");
        config.put("auto.create.topics.enable", "false");
        config.put("num.partitions", "1");
        config.putAll(planned);
        return config;
    }

    /** Returns what our own nodes refuse of a cluster's configuration, one sentence each. */
    static List<String> problems(ClusterSpec spec) {
        try {
            LocalLayout.requireFree(spec.config());
            var somewhere = new LocalLayout(Collections.nCopies(spec.nodes(), new LocalLayout.Ports(1, 2, 3)));
            NodeConfig checked =
                    NodeConfig.of(somewhere.config(1, "checked", Path.of("nowhere"), of(spec.nodes(), spec.config())));
            return checked.isBroker() ? topicProblems(spec) : List.of("node 1 is no broker");
        } catch (InvalidConfigException e) {
            return e.problems();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> topicProblems(ClusterSpec spec) {
        List<String> problems = new ArrayList<>();
        for (TopicSpec topic : spec.topics()) {
            new TreeMap<>(topic.config())
                    .forEach((name, value) -> ConfigVocabulary.problem(ConfigScope.TOPIC, name, value)
                            .map(problem -> "topic " + topic.name() + ": " + problem)
                            .ifPresent(problems::add));
        }
        return problems;
    }
}
