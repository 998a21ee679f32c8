package io.waybill.broker.config;

import static io.waybill.broker.config.ConfigKind.BOOLEAN;
import static io.waybill.broker.config.ConfigKind.INT;
import static io.waybill.broker.config.ConfigKind.LONG;

import java.util.ArrayList;
import java.util.List;

/** What can be configured of a broker, or of all: its own keys, and those that topics fall back to. */
public final class BrokerKeys {

    /** After what time a follower that is behind is no longer in sync. */
    public static final ConfigKey REPLICA_LAG_TIME_MAX_MS = broker(
            "replica.lag.time.max.ms",
            LONG,
            "30000",
            ConfigRule.atLeast(1),
            "milliseconds after which a follower that has not caught up leaves the in-sync replicas");

    /** How long the leader holds a follower's fetch that finds nothing. */
    public static final ConfigKey REPLICA_FETCH_WAIT_MAX_MS = broker(
            "replica.fetch.wait.max.ms",
            INT,
            "500",
            ConfigRule.atLeast(0),
            "milliseconds that a leader holds a follower's fetch that finds nothing");

    /** The most bytes of one partition that a follower fetches at once. */
    public static final ConfigKey REPLICA_FETCH_MAX_BYTES = broker(
            "replica.fetch.max.bytes",
            INT,
            "1048576",
            ConfigRule.atLeast(0),
            "most bytes of a partition in a follower's fetch");

    /** The most bytes of all partitions that a follower fetches at once. */
    public static final ConfigKey REPLICA_FETCH_RESPONSE_MAX_BYTES = broker(
            "replica.fetch.response.max.bytes",
            INT,
            "10485760",
            ConfigRule.atLeast(0),
            "most bytes of all partitions in a follower's fetch");

    /** How long a follower waits for an answer beyond what the leader may hold it. */
    public static final ConfigKey REPLICA_SOCKET_TIMEOUT_MS = broker(
            "replica.socket.timeout.ms",
            INT,
            "30000",
            ConfigRule.atLeast(1),
            "milliseconds that a follower waits for an answer of its leader");

    /** How long a follower waits after a fetch that failed. */
    public static final ConfigKey REPLICA_FETCH_BACKOFF_MS = broker(
            "replica.fetch.backoff.ms",
            INT,
            "1000",
            ConfigRule.atLeast(0),
            "milliseconds that a follower waits after a fetch that failed");

    /** After what silence a broker is fenced. */
    public static final ConfigKey BROKER_SESSION_TIMEOUT_MS = broker(
            "broker.session.timeout.ms",
            INT,
            "9000",
            ConfigRule.atLeast(1),
            "milliseconds of silence after which a broker is fenced");

    /** How often a broker says that it is alive. */
    public static final ConfigKey BROKER_HEARTBEAT_INTERVAL_MS = broker(
            "broker.heartbeat.interval.ms",
            INT,
            "2000",
            ConfigRule.atLeast(1),
            "milliseconds between two heartbeats of a broker");

    /** How long a producer that is silent is remembered (KIP-854). */
    public static final ConfigKey PRODUCER_ID_EXPIRATION_MS = broker(
            "producer.id.expiration.ms",
            INT,
            "86400000",
            ConfigRule.atLeast(1),
            "milliseconds for which a silent producer's sequence is remembered");

    /** How many replicas a topic gets that says nothing. */
    public static final ConfigKey DEFAULT_REPLICATION_FACTOR = broker(
            "default.replication.factor",
            INT,
            "1",
            ConfigRule.between(1, Short.MAX_VALUE),
            "replicas of a topic that does not say");

    /** How many partitions a topic gets that says nothing. */
    public static final ConfigKey NUM_PARTITIONS =
            broker("num.partitions", INT, "1", ConfigRule.atLeast(1), "partitions of a topic that does not say");

    /** Whether asking for a topic creates it. */
    public static final ConfigKey AUTO_CREATE_TOPICS_ENABLE = broker(
            "auto.create.topics.enable", BOOLEAN, "true", ConfigRule.ANY, "whether asking for a topic creates it");

    /** Whether topics may be deleted. */
    public static final ConfigKey DELETE_TOPIC_ENABLE =
            broker("delete.topic.enable", BOOLEAN, "true", ConfigRule.ANY, "whether topics may be deleted");

    /** Whether preferred leaders get their partitions back. */
    public static final ConfigKey AUTO_LEADER_REBALANCE_ENABLE = broker(
            "auto.leader.rebalance.enable",
            BOOLEAN,
            "true",
            ConfigRule.ANY,
            "whether preferred leaders get their partitions back");

    /** How often leaders are compared with the preferred ones. */
    public static final ConfigKey LEADER_IMBALANCE_CHECK_INTERVAL_SECONDS = broker(
            "leader.imbalance.check.interval.seconds",
            LONG,
            "300",
            ConfigRule.atLeast(1),
            "seconds between two looks for leaders that are not the preferred ones");

    /** Whether a broker that stops hands its partitions over first. */
    public static final ConfigKey CONTROLLED_SHUTDOWN_ENABLE = broker(
            "controlled.shutdown.enable",
            BOOLEAN,
            "true",
            ConfigRule.ANY,
            "whether a broker that stops hands its partitions over first");

    /** How often retention is looked at. */
    public static final ConfigKey LOG_RETENTION_CHECK_INTERVAL_MS = broker(
            "log.retention.check.interval.ms",
            LONG,
            "300000",
            ConfigRule.atLeast(1),
            "milliseconds between two looks for segments that may go");

    /** How often high watermarks are written down. */
    public static final ConfigKey REPLICA_HIGH_WATERMARK_CHECKPOINT_INTERVAL_MS = broker(
            "replica.high.watermark.checkpoint.interval.ms",
            LONG,
            "5000",
            ConfigRule.atLeast(1),
            "milliseconds between two times that high watermarks are written down");

    /** How often logs note what is durable. */
    public static final ConfigKey LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS = broker(
            "log.flush.offset.checkpoint.interval.ms",
            LONG,
            "60000",
            ConfigRule.atLeast(1),
            "milliseconds between two times that logs note what is durable, so that a restart reads less");

    static final List<ConfigKey> ALL = all();

    private BrokerKeys() {}

    private static ConfigKey broker(
            String name, ConfigKind kind, String defaultValue, ConfigRule rule, String documentation) {
        var scopes = List.of(ConfigScope.BROKER, ConfigScope.CLUSTER);
        return new ConfigKey(name, name, kind, defaultValue, rule, scopes, documentation);
    }

    private static List<ConfigKey> all() {
        var all = new ArrayList<>(List.of(
                REPLICA_LAG_TIME_MAX_MS,
                REPLICA_FETCH_WAIT_MAX_MS,
                REPLICA_FETCH_MAX_BYTES,
                REPLICA_FETCH_RESPONSE_MAX_BYTES,
                REPLICA_SOCKET_TIMEOUT_MS,
                REPLICA_FETCH_BACKOFF_MS,
                BROKER_SESSION_TIMEOUT_MS,
                BROKER_HEARTBEAT_INTERVAL_MS,
                PRODUCER_ID_EXPIRATION_MS,
                DEFAULT_REPLICATION_FACTOR,
                NUM_PARTITIONS,
                AUTO_CREATE_TOPICS_ENABLE,
                DELETE_TOPIC_ENABLE,
                AUTO_LEADER_REBALANCE_ENABLE,
                LEADER_IMBALANCE_CHECK_INTERVAL_SECONDS,
                CONTROLLED_SHUTDOWN_ENABLE,
                LOG_RETENTION_CHECK_INTERVAL_MS,
                REPLICA_HIGH_WATERMARK_CHECKPOINT_INTERVAL_MS,
                LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS));
        for (ConfigKey topic : TopicKeys.ALL) {
            all.add(fallback(topic));
        }
        return List.copyOf(all);
    }

    private static ConfigKey fallback(ConfigKey topic) {
        // What elections depend on must not differ between brokers (KIP-966).
        boolean decidesElections = List.of(TopicKeys.MIN_INSYNC_REPLICAS, TopicKeys.UNCLEAN_LEADER_ELECTION_ENABLE)
                .contains(topic);
        return new ConfigKey(
                topic.brokerName(),
                topic.brokerName(),
                topic.kind(),
                topic.defaultValue(),
                topic.rule(),
                decidesElections ? List.of(ConfigScope.CLUSTER) : List.of(ConfigScope.BROKER, ConfigScope.CLUSTER),
                topic.documentation());
    }
}
