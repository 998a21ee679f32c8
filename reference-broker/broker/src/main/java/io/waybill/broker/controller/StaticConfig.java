package io.waybill.broker.controller;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.settings.ControllerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a controller takes from the static configuration of its node. */
final class StaticConfig {

    private final SortedMap<String, String> values;

    StaticConfig(SortedMap<String, String> values) {
        this.values = values;
    }

    /** Returns how the active controller is to wait. */
    ControllerSettings controller() {
        return new ControllerSettings(
                Duration.ofMillis(whole(BrokerKeys.BROKER_SESSION_TIMEOUT_MS)),
                // In nanoseconds, more than a lifetime is more than there is a number for.
                Duration.ofSeconds(
                        Math.min(Integer.MAX_VALUE, whole(BrokerKeys.LEADER_IMBALANCE_CHECK_INTERVAL_SECONDS))),
                ControllerSettings.DEFAULT.repeatAfter(),
                Boolean.parseBoolean(text(BrokerKeys.AUTO_LEADER_REBALANCE_ENABLE)));
    }

    /**
     * Returns what must be the same for all brokers and is set here, but not in the metadata; empty where nothing is.
     * Elections depend on it (KIP-966), so it must be in the log before a topic that relies on it.
     */
    Optional<AlterConfigs> clusterWide(MetadataImage image) {
        var known = image.configs(ConfigResource.CLUSTER);
        List<ConfigOperation> operations = new ArrayList<>();
        for (ConfigKey key : ConfigVocabulary.all(ConfigScope.CLUSTER)) {
            var value = values.get(key.name());
            boolean isOfAll = !key.scopes().contains(ConfigScope.BROKER);
            if (isOfAll && value != null && !known.containsKey(key.name())) {
                operations.add(new ConfigOperation(ConfigOperation.Kind.SET, key.name(), value));
            }
        }
        return operations.isEmpty()
                ? Optional.empty()
                : Optional.of(new AlterConfigs(ConfigResource.CLUSTER, operations));
    }

    /** Returns what is set here where the metadata say nothing for all brokers; empty where neither does. */
    Optional<String> behind(MetadataImage image, ConfigKey key) {
        return image.configs(ConfigResource.CLUSTER).containsKey(key.name()) ? Optional.empty() : own(key.name());
    }

    /** Returns what is set here. */
    Optional<String> own(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip);
    }

    private String text(ConfigKey key) {
        return own(key.name()).orElse(key.defaultValue());
    }

    private long whole(ConfigKey key) {
        return Long.parseLong(text(key));
    }
}
