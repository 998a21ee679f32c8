package io.waybill.wire.kafka;

import io.waybill.wire.message.Api;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AllocateProducerIdsResponseData;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * What Kafka calls the messages of each API: new ones to be read into, and the versions of the headers before them.
 * Kafka's own table of this, {@code ApiMessageType}, makes the schemas of all its messages in all versions when it is
 * first asked, five hundred classes that a node at work never uses; a test compares the two.
 */
final class MessageTypes {

    private static final short WITH_CLIENT_ID = 1;
    private static final short WITH_TAGS = 2;
    private static final short PLAIN_RESPONSE = 0;
    private static final short RESPONSE_WITH_TAGS = 1;

    private MessageTypes() {}

    /** Returns the version of the header before a request. */
    static short requestHeaderVersion(Api api, int version) {
        return version >= firstFlexible(api) ? WITH_TAGS : WITH_CLIENT_ID;
    }

    /** Returns the version of the header before a response. */
    static short responseHeaderVersion(Api api, int version) {
        // Who asks for the versions does not know yet what the other side can read (KIP-511).
        return api != Api.API_VERSIONS && version >= firstFlexible(api) ? RESPONSE_WITH_TAGS : PLAIN_RESPONSE;
    }

    /** Returns from which version on the messages of an API have tagged fields (KIP-482). */
    private static int firstFlexible(Api api) {
        return switch (api) {
            case LIST_PARTITION_REASSIGNMENTS,
                    DESCRIBE_QUORUM,
                    DESCRIBE_CLUSTER,
                    DESCRIBE_PRODUCERS,
                    BROKER_REGISTRATION,
                    BROKER_HEARTBEAT,
                    LIST_TRANSACTIONS,
                    ALLOCATE_PRODUCER_IDS,
                    DESCRIBE_TOPIC_PARTITIONS -> 0;
            case WRITE_TXN_MARKERS, INCREMENTAL_ALTER_CONFIGS -> 1;
            case DELETE_RECORDS, INIT_PRODUCER_ID, ALTER_CONFIGS, CREATE_PARTITIONS, ELECT_LEADERS, ALTER_PARTITION ->
                2;
            case FIND_COORDINATOR,
                    LIST_GROUPS,
                    API_VERSIONS,
                    ADD_PARTITIONS_TO_TXN,
                    ADD_OFFSETS_TO_TXN,
                    END_TXN,
                    TXN_OFFSET_COMMIT -> 3;
            case HEARTBEAT, LEAVE_GROUP, SYNC_GROUP, DELETE_TOPICS, OFFSET_FOR_LEADER_EPOCH, DESCRIBE_CONFIGS -> 4;
            case CREATE_TOPICS -> 5;
            case LIST_OFFSETS, OFFSET_FETCH, JOIN_GROUP -> 6;
            case OFFSET_COMMIT -> 8;
            case PRODUCE, METADATA -> 9;
            case FETCH -> 12;
            case SASL_HANDSHAKE -> Integer.MAX_VALUE;
        };
    }

    /** Returns a new request of an API. */
    static ApiMessage newRequest(Api api) {
        return switch (api) {
            case PRODUCE -> new ProduceRequestData();
            case FETCH -> new FetchRequestData();
            case LIST_OFFSETS -> new ListOffsetsRequestData();
            case METADATA -> new MetadataRequestData();
            case OFFSET_COMMIT -> new OffsetCommitRequestData();
            case OFFSET_FETCH -> new OffsetFetchRequestData();
            case FIND_COORDINATOR -> new FindCoordinatorRequestData();
            case JOIN_GROUP -> new JoinGroupRequestData();
            case HEARTBEAT -> new HeartbeatRequestData();
            case LEAVE_GROUP -> new LeaveGroupRequestData();
            case SYNC_GROUP -> new SyncGroupRequestData();
            case LIST_GROUPS -> new ListGroupsRequestData();
            case SASL_HANDSHAKE -> new SaslHandshakeRequestData();
            case API_VERSIONS -> new ApiVersionsRequestData();
            case CREATE_TOPICS -> new CreateTopicsRequestData();
            case DELETE_TOPICS -> new DeleteTopicsRequestData();
            case DELETE_RECORDS -> new DeleteRecordsRequestData();
            case INIT_PRODUCER_ID -> new InitProducerIdRequestData();
            case OFFSET_FOR_LEADER_EPOCH -> new OffsetForLeaderEpochRequestData();
            case ADD_PARTITIONS_TO_TXN -> new AddPartitionsToTxnRequestData();
            case ADD_OFFSETS_TO_TXN -> new AddOffsetsToTxnRequestData();
            case END_TXN -> new EndTxnRequestData();
            case WRITE_TXN_MARKERS -> new WriteTxnMarkersRequestData();
            case TXN_OFFSET_COMMIT -> new TxnOffsetCommitRequestData();
            case DESCRIBE_CONFIGS -> new DescribeConfigsRequestData();
            case CREATE_PARTITIONS -> new CreatePartitionsRequestData();
            case ELECT_LEADERS -> new ElectLeadersRequestData();
            case ALTER_CONFIGS -> new AlterConfigsRequestData();
            case INCREMENTAL_ALTER_CONFIGS -> new IncrementalAlterConfigsRequestData();
            case LIST_PARTITION_REASSIGNMENTS -> new ListPartitionReassignmentsRequestData();
            case DESCRIBE_QUORUM -> new DescribeQuorumRequestData();
            case ALTER_PARTITION -> new AlterPartitionRequestData();
            case DESCRIBE_CLUSTER -> new DescribeClusterRequestData();
            case DESCRIBE_PRODUCERS -> new DescribeProducersRequestData();
            case BROKER_REGISTRATION -> new BrokerRegistrationRequestData();
            case BROKER_HEARTBEAT -> new BrokerHeartbeatRequestData();
            case LIST_TRANSACTIONS -> new ListTransactionsRequestData();
            case ALLOCATE_PRODUCER_IDS -> new AllocateProducerIdsRequestData();
            case DESCRIBE_TOPIC_PARTITIONS -> new DescribeTopicPartitionsRequestData();
        };
    }

    /** Returns a new response of an API. */
    static ApiMessage newResponse(Api api) {
        return switch (api) {
            case PRODUCE -> new ProduceResponseData();
            case FETCH -> new FetchResponseData();
            case LIST_OFFSETS -> new ListOffsetsResponseData();
            case METADATA -> new MetadataResponseData();
            case OFFSET_COMMIT -> new OffsetCommitResponseData();
            case OFFSET_FETCH -> new OffsetFetchResponseData();
            case FIND_COORDINATOR -> new FindCoordinatorResponseData();
            case JOIN_GROUP -> new JoinGroupResponseData();
            case HEARTBEAT -> new HeartbeatResponseData();
            case LEAVE_GROUP -> new LeaveGroupResponseData();
            case SYNC_GROUP -> new SyncGroupResponseData();
            case LIST_GROUPS -> new ListGroupsResponseData();
            case SASL_HANDSHAKE -> new SaslHandshakeResponseData();
            case API_VERSIONS -> new ApiVersionsResponseData();
            case CREATE_TOPICS -> new CreateTopicsResponseData();
            case DELETE_TOPICS -> new DeleteTopicsResponseData();
            case DELETE_RECORDS -> new DeleteRecordsResponseData();
            case INIT_PRODUCER_ID -> new InitProducerIdResponseData();
            case OFFSET_FOR_LEADER_EPOCH -> new OffsetForLeaderEpochResponseData();
            case ADD_PARTITIONS_TO_TXN -> new AddPartitionsToTxnResponseData();
            case ADD_OFFSETS_TO_TXN -> new AddOffsetsToTxnResponseData();
            case END_TXN -> new EndTxnResponseData();
            case WRITE_TXN_MARKERS -> new WriteTxnMarkersResponseData();
            case TXN_OFFSET_COMMIT -> new TxnOffsetCommitResponseData();
            case DESCRIBE_CONFIGS -> new DescribeConfigsResponseData();
            case CREATE_PARTITIONS -> new CreatePartitionsResponseData();
            case ELECT_LEADERS -> new ElectLeadersResponseData();
            case ALTER_CONFIGS -> new AlterConfigsResponseData();
            case INCREMENTAL_ALTER_CONFIGS -> new IncrementalAlterConfigsResponseData();
            case LIST_PARTITION_REASSIGNMENTS -> new ListPartitionReassignmentsResponseData();
            case DESCRIBE_QUORUM -> new DescribeQuorumResponseData();
            case ALTER_PARTITION -> new AlterPartitionResponseData();
            case DESCRIBE_CLUSTER -> new DescribeClusterResponseData();
            case DESCRIBE_PRODUCERS -> new DescribeProducersResponseData();
            case BROKER_REGISTRATION -> new BrokerRegistrationResponseData();
            case BROKER_HEARTBEAT -> new BrokerHeartbeatResponseData();
            case LIST_TRANSACTIONS -> new ListTransactionsResponseData();
            case ALLOCATE_PRODUCER_IDS -> new AllocateProducerIdsResponseData();
            case DESCRIBE_TOPIC_PARTITIONS -> new DescribeTopicPartitionsResponseData();
        };
    }
}
