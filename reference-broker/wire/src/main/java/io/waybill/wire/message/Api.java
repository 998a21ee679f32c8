package io.waybill.wire.message;

import java.util.Optional;

/**
 * The APIs that wire can speak, with their numbers and versions. What a broker answers of them is its own choice, an
 * {@code ApiOffer}.
 *
 * <p>The oldest versions are those of KIP-896, the newest those that the pinned client library calls stable; a test
 * compares both.
 */
public enum Api {
    PRODUCE(0, "Produce", 3, 13),
    FETCH(1, "Fetch", 4, 18),
    LIST_OFFSETS(2, "ListOffsets", 1, 11),
    METADATA(3, "Metadata", 0, 13),
    OFFSET_COMMIT(8, "OffsetCommit", 2, 10),
    OFFSET_FETCH(9, "OffsetFetch", 1, 10),
    FIND_COORDINATOR(10, "FindCoordinator", 0, 6),
    JOIN_GROUP(11, "JoinGroup", 0, 9),
    HEARTBEAT(12, "Heartbeat", 0, 4),
    LEAVE_GROUP(13, "LeaveGroup", 0, 5),
    SYNC_GROUP(14, "SyncGroup", 0, 5),
    LIST_GROUPS(16, "ListGroups", 0, 5),
    SASL_HANDSHAKE(17, "SaslHandshake", 0, 1),
    API_VERSIONS(18, "ApiVersions", 0, 5),
    CREATE_TOPICS(19, "CreateTopics", 2, 7),
    DELETE_TOPICS(20, "DeleteTopics", 1, 6),
    DELETE_RECORDS(21, "DeleteRecords", 0, 2),
    INIT_PRODUCER_ID(22, "InitProducerId", 0, 5),
    OFFSET_FOR_LEADER_EPOCH(23, "OffsetForLeaderEpoch", 2, 4),
    ADD_PARTITIONS_TO_TXN(24, "AddPartitionsToTxn", 0, 5),
    ADD_OFFSETS_TO_TXN(25, "AddOffsetsToTxn", 0, 4),
    END_TXN(26, "EndTxn", 0, 5),
    WRITE_TXN_MARKERS(27, "WriteTxnMarkers", 1, 2),
    TXN_OFFSET_COMMIT(28, "TxnOffsetCommit", 0, 6),
    DESCRIBE_CONFIGS(32, "DescribeConfigs", 1, 4),
    ALTER_CONFIGS(33, "AlterConfigs", 0, 2),
    CREATE_PARTITIONS(37, "CreatePartitions", 0, 3),
    ELECT_LEADERS(43, "ElectLeaders", 0, 2),
    INCREMENTAL_ALTER_CONFIGS(44, "IncrementalAlterConfigs", 0, 1),
    LIST_PARTITION_REASSIGNMENTS(46, "ListPartitionReassignments", 0, 0),
    DESCRIBE_QUORUM(55, "DescribeQuorum", 0, 2),
    ALTER_PARTITION(56, "AlterPartition", 2, 3),
    DESCRIBE_CLUSTER(60, "DescribeCluster", 0, 2),
    DESCRIBE_PRODUCERS(61, "DescribeProducers", 0, 0),
    BROKER_REGISTRATION(62, "BrokerRegistration", 0, 4),
    BROKER_HEARTBEAT(63, "BrokerHeartbeat", 0, 2),
    LIST_TRANSACTIONS(66, "ListTransactions", 0, 2),
    ALLOCATE_PRODUCER_IDS(67, "AllocateProducerIds", 0, 0),
    DESCRIBE_TOPIC_PARTITIONS(75, "DescribeTopicPartitions", 0, 0);

    private static final Api[] BY_KEY = byKey();

    private final short key;
    private final String title;
    private final short oldest;
    private final short newest;

    Api(int key, String title, int oldest, int newest) {
        this.key = (short) key;
        this.title = title;
        this.oldest = (short) oldest;
        this.newest = (short) newest;
    }

    /** Returns the API with a number, if wire speaks it. */
    public static Optional<Api> of(int key) {
        return Optional.ofNullable(key >= 0 && key < BY_KEY.length ? BY_KEY[key] : null);
    }

    /** Returns the number that stands for the API on the wire. */
    public short key() {
        return key;
    }

    /** Returns the name that Kafka's protocol guide gives the API. */
    public String title() {
        return title;
    }

    /** Returns the oldest version that can be encoded and decoded, inclusive. */
    public int oldestVersion() {
        return oldest;
    }

    /** Returns the newest version that can be encoded and decoded, inclusive. */
    public int newestVersion() {
        return newest;
    }

    /** Returns whether a version can be encoded and decoded. */
    public boolean hasVersion(int version) {
        return version >= oldest && version <= newest;
    }

    private static Api[] byKey() {
        int largest = 0;
        for (Api api : values()) {
            largest = Math.max(largest, api.key);
        }
        Api[] byKey = new Api[largest + 1];
        for (Api api : values()) {
            byKey[api.key] = api;
        }
        return byKey;
    }
}
