package io.waybill.broker.config;

import static io.waybill.broker.config.ConfigKind.BOOLEAN;
import static io.waybill.broker.config.ConfigKind.INT;
import static io.waybill.broker.config.ConfigKind.LIST;
import static io.waybill.broker.config.ConfigKind.LONG;
import static io.waybill.broker.config.ConfigKind.STRING;

import java.util.List;

/** What can be configured of a topic. What a topic does not say is said by the broker's configuration beside it. */
public final class TopicKeys {

    /** How many in-sync replicas a write with {@code acks=all} needs; decides who is eligible to lead (KIP-966). */
    public static final ConfigKey MIN_INSYNC_REPLICAS = key(
            "min.insync.replicas",
            "min.insync.replicas",
            INT,
            "1",
            ConfigRule.atLeast(1),
            "in-sync replicas that a write with acks=all needs");

    /** Whether a replica that may lack acknowledged records leads rather than nobody. */
    public static final ConfigKey UNCLEAN_LEADER_ELECTION_ENABLE = key(
            "unclean.leader.election.enable",
            "unclean.leader.election.enable",
            BOOLEAN,
            "false",
            ConfigRule.ANY,
            "whether a replica that may lack acknowledged records leads rather than nobody");

    /** After what time records may go; -1 for never. */
    public static final ConfigKey RETENTION_MS = key(
            "retention.ms",
            "log.retention.ms",
            LONG,
            "604800000",
            ConfigRule.atLeast(-1),
            "milliseconds after which a segment may go; -1 for never");

    /** From what size of a partition its oldest segments may go; -1 for any. */
    public static final ConfigKey RETENTION_BYTES = key(
            "retention.bytes",
            "log.retention.bytes",
            LONG,
            "-1",
            ConfigRule.atLeast(-1),
            "size of a partition from which its oldest segments may go; -1 for any");

    /** The largest size of a segment. */
    public static final ConfigKey SEGMENT_BYTES = key(
            "segment.bytes",
            "log.segment.bytes",
            INT,
            "1073741824",
            ConfigRule.atLeast(1_024),
            "size after which the log goes on in a new segment");

    /** The longest time that a segment is written to. */
    public static final ConfigKey SEGMENT_MS = key(
            "segment.ms",
            "log.roll.ms",
            LONG,
            "604800000",
            ConfigRule.atLeast(1),
            "milliseconds after which the log goes on in a new segment");

    /** The size of a segment's offset index and of its time index. Read and not used: indexes grow as they need to. */
    public static final ConfigKey SEGMENT_INDEX_BYTES = key(
            "segment.index.bytes",
            "log.index.size.max.bytes",
            INT,
            "10485760",
            ConfigRule.atLeast(4),
            "largest size of an index of a segment; not used, an index grows as it needs to");

    /** How many bytes of a log an entry of its index stands for. */
    public static final ConfigKey INDEX_INTERVAL_BYTES = key(
            "index.interval.bytes",
            "log.index.interval.bytes",
            INT,
            "4096",
            ConfigRule.atLeast(0),
            "bytes of the log between two entries of its index");

    /** How long the file of a deleted segment is kept. Read and not used: it goes when nobody reads it any more. */
    public static final ConfigKey FILE_DELETE_DELAY_MS = key(
            "file.delete.delay.ms",
            "log.segment.delete.delay.ms",
            LONG,
            "60000",
            ConfigRule.atLeast(0),
            "milliseconds for which the file of a deleted segment is kept; not used, it goes at once");

    /** What happens to old records. Compaction is not supported yet. */
    public static final ConfigKey CLEANUP_POLICY = key(
            "cleanup.policy",
            "log.cleanup.policy",
            LIST,
            "delete",
            ConfigRule.someOf("delete"),
            "what happens to old records; compaction is not supported");

    /** The largest batch of records, as it arrives. */
    public static final ConfigKey MAX_MESSAGE_BYTES = key(
            "max.message.bytes",
            "message.max.bytes",
            INT,
            "1048588",
            ConfigRule.atLeast(0),
            "size of the largest record batch that is taken");

    /** Whose clock the records' times are of. */
    public static final ConfigKey MESSAGE_TIMESTAMP_TYPE = key(
            "message.timestamp.type",
            "log.message.timestamp.type",
            STRING,
            "CreateTime",
            ConfigRule.oneOf("CreateTime", "LogAppendTime"),
            "whose clock the records' times are of");

    /** How far a record's time may lie before the broker's. Read and not used: every time is taken. */
    public static final ConfigKey MESSAGE_TIMESTAMP_BEFORE_MAX_MS = key(
            "message.timestamp.before.max.ms",
            "log.message.timestamp.before.max.ms",
            LONG,
            "9223372036854775807",
            ConfigRule.atLeast(0),
            "milliseconds that a record's time may lie before the broker's; not used, every time is taken");

    /** How far a record's time may lie after the broker's. Read and not used: every time is taken. */
    public static final ConfigKey MESSAGE_TIMESTAMP_AFTER_MAX_MS = key(
            "message.timestamp.after.max.ms",
            "log.message.timestamp.after.max.ms",
            LONG,
            "3600000",
            ConfigRule.atLeast(0),
            "milliseconds that a record's time may lie after the broker's; not used, every time is taken");

    /** How record batches are compressed: as they come. A broker that compresses them anew is not supported. */
    public static final ConfigKey COMPRESSION_TYPE = key(
            "compression.type",
            "compression.type",
            STRING,
            "producer",
            ConfigRule.oneOf("producer"),
            "how record batches are compressed: as they come; nothing else is supported");

    /**
     * After how many records the log is made durable. With 1 nothing counts as replicated before it is; with more, what
     * the disk has taken counts. Kafka's default is never, which leaves durability to the operating system and to the
     * replicas; the default here is strict, so that what is acknowledged survives even where all lose power at once.
     */
    public static final ConfigKey FLUSH_MESSAGES = key(
            "flush.messages",
            "log.flush.interval.messages",
            LONG,
            "1",
            ConfigRule.atLeast(1),
            "records after which the log is made durable; with 1, nothing counts as replicated before it is");

    /** After what time the log is made durable. */
    public static final ConfigKey FLUSH_MS = key(
            "flush.ms",
            "log.flush.interval.ms",
            LONG,
            "9223372036854775807",
            ConfigRule.atLeast(0),
            "milliseconds after which the log is made durable");

    static final List<ConfigKey> ALL = List.of(
            MIN_INSYNC_REPLICAS,
            UNCLEAN_LEADER_ELECTION_ENABLE,
            RETENTION_MS,
            RETENTION_BYTES,
            SEGMENT_BYTES,
            SEGMENT_MS,
            SEGMENT_INDEX_BYTES,
            INDEX_INTERVAL_BYTES,
            FILE_DELETE_DELAY_MS,
            CLEANUP_POLICY,
            MAX_MESSAGE_BYTES,
            MESSAGE_TIMESTAMP_TYPE,
            MESSAGE_TIMESTAMP_BEFORE_MAX_MS,
            MESSAGE_TIMESTAMP_AFTER_MAX_MS,
            COMPRESSION_TYPE,
            FLUSH_MESSAGES,
            FLUSH_MS);

    private TopicKeys() {}

    private static ConfigKey key(
            String name,
            String brokerName,
            ConfigKind kind,
            String defaultValue,
            ConfigRule rule,
            String documentation) {
        return new ConfigKey(name, brokerName, kind, defaultValue, rule, List.of(ConfigScope.TOPIC), documentation);
    }
}
