package io.waybill.broker.admin;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.wire.message.DescribeConfigsResponse.Synonym;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What is configured, layer by layer, the strongest first: the topic, this broker, all brokers, the static
 * configuration, the default.
 *
 * <p>What elections depend on has no layer of one broker, nor a static one of its own: what controllers find in theirs
 * they write into that of all brokers (KIP-966).
 */
final class ConfigLayers {

    private static final byte OF_TOPIC = 1;
    private static final byte OF_BROKER = 2;
    private static final byte OF_ALL_BROKERS = 3;
    private static final byte STATIC = 4;
    private static final byte DEFAULT = 5;

    private final int broker;
    private final MetadataImage image;
    private final SortedMap<String, String> fixed;

    ConfigLayers(int broker, MetadataImage image, SortedMap<String, String> fixed) {
        this.broker = broker;
        this.image = image;
        this.fixed = fixed;
    }

    /**
     * What was found of a configuration.
     *
     * @param name its name in the scope that was asked for
     * @param values of all layers that have one, the strongest first; not empty
     */
    record Found(ConfigKey key, String name, List<Synonym> values) {

        Found {
            values = List.copyOf(values);
        }

        String value() {
            return String.valueOf(values.get(0).value());
        }

        byte source() {
            return values.get(0).source();
        }
    }

    Found ofTopic(ConfigKey key, String topic) {
        var values = new ArrayList<Synonym>();
        add(values, ConfigResource.topic(topic), key.name(), OF_TOPIC);
        addBelowTopic(values, key);
        return new Found(key, key.name(), values);
    }

    Found ofBroker(ConfigKey key) {
        var values = new ArrayList<Synonym>();
        addBelowTopic(values, key);
        return new Found(key, key.brokerName(), values);
    }

    /** Returns what is set for all brokers; nothing where nothing is. */
    List<Found> ofAllBrokers(ConfigKey key) {
        var values = new ArrayList<Synonym>();
        add(values, ConfigResource.CLUSTER, key.brokerName(), OF_ALL_BROKERS);
        return values.isEmpty() ? List.of() : List.of(new Found(key, key.brokerName(), values));
    }

    private void addBelowTopic(List<Synonym> values, ConfigKey key) {
        String name = key.brokerName();
        boolean isOfEach = ConfigVocabulary.find(ConfigScope.BROKER, name).isPresent();
        if (isOfEach) {
            add(values, ConfigResource.broker(broker), name, OF_BROKER);
        }
        add(values, ConfigResource.CLUSTER, name, OF_ALL_BROKERS);
        String own = fixed.get(name);
        if (isOfEach && own != null) {
            values.add(new Synonym(name, own.strip(), STATIC));
        }
        values.add(new Synonym(name, key.defaultValue(), DEFAULT));
    }

    private void add(List<Synonym> values, ConfigResource resource, String name, byte source) {
        String value = image.configs(resource).get(name);
        if (value != null) {
            values.add(new Synonym(name, value, source));
        }
    }
}
