package io.waybill.broker.controller;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A topic that is asked for: what it means as a command, and what is told of it once it is there. */
final class NewTopic {

    // Where a configuration comes from, by Kafka's numbers.
    private static final byte OF_TOPIC = 1;
    private static final byte OF_ALL_BROKERS = 3;
    private static final byte OF_FILE = 4;
    private static final byte DEFAULT = 5;

    private NewTopic() {}

    /** Returns what no command can say, in words; null where one can. */
    static @Nullable String problem(CreateTopicsRequest.Topic topic) {
        if (!isComplete(topic)) {
            return "replicas must be assigned to each partition from 0 on, once";
        }
        var names = new TreeMap<String, Boolean>();
        for (CreateTopicsRequest.Config config : topic.configs()) {
            if (config.value() == null) {
                return "the configuration " + config.name() + " must have a value";
            }
            if (names.put(config.name(), true) != null) {
                return "the configuration " + config.name() + " must be given once";
            }
        }
        return null;
    }

    /** Returns by which error a topic with a problem is refused. */
    static ErrorCode error(CreateTopicsRequest.Topic topic) {
        return isComplete(topic) ? ErrorCode.INVALID_CONFIG : ErrorCode.INVALID_REPLICA_ASSIGNMENT;
    }

    private static boolean isComplete(CreateTopicsRequest.Topic topic) {
        var assigned = assigned(topic);
        return assigned.size() == topic.assignments().size()
                && (assigned.isEmpty() || (assigned.firstKey() == 0 && assigned.lastKey() == assigned.size() - 1));
    }

    private static SortedMap<Integer, List<Integer>> assigned(CreateTopicsRequest.Topic topic) {
        var assigned = new TreeMap<Integer, List<Integer>>();
        topic.assignments().forEach(it -> assigned.put(it.partition(), it.brokerIds()));
        return assigned;
    }

    /** Returns the command of a topic without a problem. */
    static CreateTopic command(CreateTopicsRequest.Topic topic, UUID id, int partitions, int replicationFactor) {
        var configs = new TreeMap<String, String>();
        for (CreateTopicsRequest.Config config : topic.configs()) {
            var value = config.value();
            if (value != null) {
                configs.put(config.name(), value);
            }
        }
        return new CreateTopic(
                topic.topic(),
                id,
                partitions,
                replicationFactor,
                List.copyOf(assigned(topic).values()),
                configs);
    }

    /** Returns all configurations of a topic that was created, and where each comes from. */
    static List<CreateTopicsResponse.Config> configs(CreateTopic created, MetadataImage image, StaticConfig config) {
        var ofAll = image.configs(ConfigResource.CLUSTER);
        List<CreateTopicsResponse.Config> configs = new ArrayList<>();
        for (ConfigKey key : ConfigVocabulary.all(ConfigScope.TOPIC)) {
            var own = created.configs().get(key.name());
            var cluster = ofAll.get(key.brokerName());
            var file = config.own(key.brokerName());
            if (own != null) {
                configs.add(told(key, own.strip(), OF_TOPIC));
            } else if (cluster != null) {
                configs.add(told(key, cluster, OF_ALL_BROKERS));
            } else if (file.isPresent()) {
                configs.add(told(key, file.get(), OF_FILE));
            } else {
                configs.add(told(key, key.defaultValue(), DEFAULT));
            }
        }
        return configs;
    }

    private static CreateTopicsResponse.Config told(ConfigKey key, String value, byte source) {
        return new CreateTopicsResponse.Config(key.name(), value, false, source, false);
    }
}
