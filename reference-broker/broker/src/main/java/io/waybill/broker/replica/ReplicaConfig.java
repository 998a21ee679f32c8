package io.waybill.broker.replica;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.log.settings.LogSettings;
import io.waybill.log.settings.MessageTimestamps;
import java.util.SortedMap;

/**
 * What is configured, as a broker sees it now: by the topic, else for this broker, else for all brokers, else in its
 * static configuration, else by default.
 *
 * <p>What elections depend on, {@code min.insync.replicas}, is the exception: below the topic it is what the metadata
 * say for all brokers, so that leaders and controllers go by the same (KIP-966).
 */
public final class ReplicaConfig {

    private static final LogSettings DEFAULTS = LogSettings.defaults();

    private final int broker;
    private final MetadataImage image;
    private final SortedMap<String, String> fixed;
    private final LogSettings.Mutants flaws;

    /**
     * Makes it.
     *
     * @param broker this broker's id
     * @param image the metadata as this broker knows them, which move on
     * @param fixed the static configuration by Kafka's names
     * @param flaws what logs do wrong on purpose
     */
    public ReplicaConfig(int broker, MetadataImage image, SortedMap<String, String> fixed, LogSettings.Mutants flaws) {
        this.broker = broker;
        this.image = image;
        this.fixed = fixed;
        this.flaws = flaws;
    }

    /** Returns what is configured for this broker, without blanks around it. */
    public String ofBroker(ConfigKey key) {
        String own = image.configs(ConfigResource.broker(broker)).get(key.brokerName());
        String all = own != null ? own : image.configs(ConfigResource.CLUSTER).get(key.brokerName());
        String value = all != null ? all : fixed.getOrDefault(key.brokerName(), key.defaultValue());
        return value.strip();
    }

    /** Returns what is configured for a topic, without blanks around it. */
    public String ofTopic(ConfigKey key, String topic) {
        String own = image.configs(ConfigResource.topic(topic)).get(key.name());
        return own != null ? own.strip() : ofBroker(key);
    }

    /** Returns how the replicas of a topic are to behave. */
    ReplicaSettings of(String topic) {
        return new ReplicaSettings(
                Integer.parseInt(image.topicConfig(TopicKeys.MIN_INSYNC_REPLICAS, topic)),
                whole(BrokerKeys.REPLICA_LAG_TIME_MAX_MS, topic),
                whole(TopicKeys.FLUSH_MESSAGES, topic),
                whole(TopicKeys.FLUSH_MS, topic),
                log(topic));
    }

    private LogSettings log(String topic) {
        int segmentBytes = number(TopicKeys.SEGMENT_BYTES, topic);
        boolean isAppendTime = ofTopic(TopicKeys.MESSAGE_TIMESTAMP_TYPE, topic).equals("LogAppendTime");
        return new LogSettings(
                segmentBytes,
                whole(TopicKeys.SEGMENT_MS, topic),
                number(TopicKeys.INDEX_INTERVAL_BYTES, topic),
                // A batch that is larger than a segment is refused, whatever else is said.
                Math.max(1, Math.min(segmentBytes, number(TopicKeys.MAX_MESSAGE_BYTES, topic))),
                whole(TopicKeys.RETENTION_BYTES, topic),
                whole(TopicKeys.RETENTION_MS, topic),
                isAppendTime ? MessageTimestamps.LOG_APPEND_TIME : MessageTimestamps.CREATE_TIME,
                whole(BrokerKeys.PRODUCER_ID_EXPIRATION_MS, topic),
                DEFAULTS.anyFirstSequence(),
                DEFAULTS.scanBytes(),
                flaws);
    }

    private int number(ConfigKey key, String topic) {
        return Integer.parseInt(ofTopic(key, topic));
    }

    private long whole(ConfigKey key, String topic) {
        return Long.parseLong(ofTopic(key, topic));
    }
}
