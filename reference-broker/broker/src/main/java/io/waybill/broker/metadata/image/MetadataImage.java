package io.waybill.broker.metadata.image;

import io.waybill.broker.config.ConfigKey;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What the cluster knows of itself at one index of the metadata log. What is returned cannot be changed, but this
 * object is the current state and moves on as commands are applied: used on the node's loop only, and what must stay is
 * taken out ({@link #topic}, {@link #broker}). Everything is iterated over in a fixed order.
 */
public interface MetadataImage {

    /** Returns the index of the command that was applied last; 0 before any. */
    long version();

    /** Returns the epoch of the controller that was activated last; 0 before any. */
    long controllerEpoch();

    /** Returns the controller that was activated last, -1 before any. */
    int controller();

    /** Returns all registered brokers, by id. */
    Collection<BrokerRegistration> brokers();

    /** Returns a broker; empty where none of that id is registered. */
    Optional<BrokerRegistration> broker(int id);

    /** Returns whether a broker is registered, not fenced and not about to stop. */
    boolean isActive(int broker);

    /** Returns all topics, by name. */
    Collection<TopicImage> topics();

    /** Returns the topic with an id; empty where there is none. */
    Optional<TopicImage> topic(UUID id);

    /** Returns the topic with a name; empty where there is none. */
    Optional<TopicImage> topic(String name);

    /** Returns a partition; empty where there is none. */
    Optional<PartitionState> partition(UUID topic, int partition);

    /** Returns what is set for something, by name: values that may be, without blanks around them. */
    SortedMap<String, String> configs(ConfigResource resource);

    /** Returns the first producer id that was never given to a broker. */
    long nextProducerId();

    /** Returns what is configured for a topic as elections see it: its own, else the cluster's, else the default. */
    default String topicConfig(ConfigKey key, String topic) {
        var own = configs(ConfigResource.topic(topic)).get(key.name());
        return own != null ? own : clusterConfig(key);
    }

    /** Returns what is configured for a topic as a broker sees it: the topic's, else {@link #brokerConfig}. */
    default String topicConfig(ConfigKey key, String topic, int broker) {
        var own = configs(ConfigResource.topic(topic)).get(key.name());
        return own != null ? own : brokerConfig(key, broker);
    }

    /** Returns what is configured for a broker: its own, else the cluster's, else the default. */
    default String brokerConfig(ConfigKey key, int broker) {
        var own = configs(ConfigResource.broker(broker)).get(key.brokerName());
        return own != null ? own : clusterConfig(key);
    }

    /** Returns what is configured for all brokers, else the default. */
    default String clusterConfig(ConfigKey key) {
        return configs(ConfigResource.CLUSTER).getOrDefault(key.brokerName(), key.defaultValue());
    }
}
