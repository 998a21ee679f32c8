package io.waybill.broker.node;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Looks whether a node can start with its static configuration. */
final class ConfigCheck {

    private final SortedMap<String, String> config;

    private ConfigCheck(SortedMap<String, String> config) {
        this.config = config;
    }

    /**
     * Does nothing where a node may start with a configuration.
     *
     * @throws IllegalArgumentException which says all that is wrong, where anything is: unknown names with the nearest
     *     known one, values that may not be, and values that do not go together
     */
    static void require(int node, SortedMap<String, String> config) {
        List<String> problems = new ConfigCheck(config).problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the configuration of node " + node + " is wrong: " + String.join("; ", problems));
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        config.forEach((name, value) ->
                ConfigVocabulary.problem(ConfigScope.CLUSTER, name, value).ifPresent(problems::add));
        if (problems.isEmpty()) {
            // A follower whose fetch is held for longer than that would fall out of sync for nothing.
            requireAtMost(problems, BrokerKeys.REPLICA_FETCH_WAIT_MAX_MS, BrokerKeys.REPLICA_LAG_TIME_MAX_MS);
            requireAtMost(problems, BrokerKeys.BROKER_HEARTBEAT_INTERVAL_MS, BrokerKeys.BROKER_SESSION_TIMEOUT_MS);
        }
        return problems;
    }

    private void requireAtMost(List<String> problems, ConfigKey less, ConfigKey more) {
        if (value(less) > value(more)) {
            problems.add(
                    less.name() + " must be <= " + more.name() + ", which is " + value(more) + ", was " + value(less));
        }
    }

    private long value(ConfigKey key) {
        return Long.parseLong(
                config.getOrDefault(key.name(), key.defaultValue()).strip());
    }
}
