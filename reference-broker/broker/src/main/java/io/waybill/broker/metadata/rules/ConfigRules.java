package io.waybill.broker.metadata.rules;

import io.waybill.broker.config.ConfigKind;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Configurations change; who is eligible and who may be elected follows at once. */
final class ConfigRules {

    private final MutableImage image;
    private final Leadership leadership;

    ConfigRules(MutableImage image, Leadership leadership) {
        this.image = image;
        this.leadership = leadership;
    }

    CommandResult alter(AlterConfigs command) {
        var resource = command.resource();
        checkThere(resource);
        var names = new TreeSet<String>();
        var values = new TreeMap<>(image.configs(resource));
        for (ConfigOperation operation : command.operations()) {
            if (!names.add(operation.name())) {
                throw new RefusedException(
                        MetadataError.INVALID_REQUEST,
                        "the configuration " + operation.name() + " must be changed once, was twice");
            }
            apply(resource, operation, values);
        }
        image.put(resource, values);
        settle(resource);
        return new CommandResult.Done();
    }

    private void checkThere(ConfigResource resource) {
        if (resource.scope() == ConfigScope.TOPIC
                && image.topic(resource.name()).isEmpty()) {
            throw new RefusedException(
                    MetadataError.UNKNOWN_TOPIC_OR_PARTITION, "there is no topic " + resource.name());
        }
        boolean unknownBroker = resource.scope() == ConfigScope.BROKER
                && image.brokers().stream()
                        .map(BrokerRegistration::id)
                        .noneMatch(id -> ConfigResource.broker(id).equals(resource));
        if (unknownBroker) {
            throw new RefusedException(
                    MetadataError.BROKER_ID_NOT_REGISTERED, "broker " + resource.name() + " must be registered");
        }
    }

    private static void apply(ConfigResource resource, ConfigOperation operation, SortedMap<String, String> values) {
        var name = operation.name();
        var key = ConfigVocabulary.find(resource.scope(), name)
                .orElseThrow(() -> new RefusedException(
                        MetadataError.INVALID_CONFIG, ConfigVocabulary.unknown(resource.scope(), name)));
        if (operation.kind() == ConfigOperation.Kind.DELETE) {
            values.remove(name);
            return;
        }
        var value = operation.value();
        if (operation.kind() != ConfigOperation.Kind.SET) {
            if (key.kind() != ConfigKind.LIST) {
                throw new RefusedException(
                        MetadataError.INVALID_CONFIG,
                        name + " must be a list to be appended to or subtracted from, is "
                                + key.kind().description());
            }
            value = combined(values.getOrDefault(name, key.defaultValue()), operation);
        }
        key.problem(value).ifPresent(problem -> {
            throw new RefusedException(MetadataError.INVALID_CONFIG, problem);
        });
        values.put(name, value.strip());
    }

    private static String combined(String before, ConfigOperation operation) {
        var elements = elements(before);
        var changed = elements(operation.value());
        elements.removeAll(changed);
        if (operation.kind() == ConfigOperation.Kind.APPEND) {
            elements.addAll(changed);
        }
        return String.join(",", elements);
    }

    private static List<String> elements(String value) {
        return new ArrayList<>(Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList());
    }

    /** A smaller minimum ends the eligibility of those outside; unclean elections may now be allowed. */
    private void settle(ConfigResource resource) {
        if (resource.scope() == ConfigScope.CLUSTER) {
            image.topics().forEach(this::settle);
        } else if (resource.scope() == ConfigScope.TOPIC) {
            image.topic(resource.name()).ifPresent(this::settle);
        }
    }

    private void settle(TopicImage topic) {
        var changed = new TreeMap<Integer, PartitionState>();
        for (int i = 0; i < topic.partitions().size(); i++) {
            changed.put(i, leadership.settled(topic, topic.partitions().get(i)));
        }
        image.put(topic.id(), changed);
    }
}
