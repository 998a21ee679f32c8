package io.waybill.wire.kafka;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiMessage;

/** The translator of each API. They have no state, so one of each is enough. */
final class Translators {

    private static final Map<Api, Translator<Request, ApiMessage, Response, ApiMessage>> ALL = all();

    private Translators() {}

    static Translator<Request, ApiMessage, Response, ApiMessage> of(Api api) {
        Translator<Request, ApiMessage, Response, ApiMessage> translator = ALL.get(api);
        if (translator == null) {
            throw new IllegalStateException(api + " has no translator");
        }
        return translator;
    }

    private static Map<Api, Translator<Request, ApiMessage, Response, ApiMessage>> all() {
        var all = new EnumMap<Api, Translator<Request, ApiMessage, Response, ApiMessage>>(Api.class);
        for (Api api : Api.values()) {
            // Each is only given messages of its own API, which Frames sees to.
            @SuppressWarnings("unchecked")
            var translator = (Translator<Request, ApiMessage, Response, ApiMessage>) make(api);
            all.put(api, translator);
        }
        return all;
    }

    private static Translator<?, ?, ?, ?> make(Api api) {
        return switch (api) {
            case PRODUCE -> new ProduceTranslator();
            case FETCH -> new FetchTranslator();
            case LIST_OFFSETS -> new ListOffsetsTranslator();
            case METADATA -> new MetadataTranslator();
            case API_VERSIONS -> new ApiVersionsTranslator();
            case FIND_COORDINATOR -> new FindCoordinatorTranslator();
            case INIT_PRODUCER_ID -> new InitProducerIdTranslator();
            case OFFSET_FOR_LEADER_EPOCH -> new OffsetForLeaderEpochTranslator();
            case OFFSET_COMMIT -> new OffsetCommitTranslator();
            case OFFSET_FETCH -> new OffsetFetchTranslator();
            case JOIN_GROUP -> new JoinGroupTranslator();
            case SYNC_GROUP -> new SyncGroupTranslator();
            case HEARTBEAT -> new HeartbeatTranslator();
            case LEAVE_GROUP -> new LeaveGroupTranslator();
            case LIST_GROUPS -> new ListGroupsTranslator();
            case SASL_HANDSHAKE -> new SaslHandshakeTranslator();
            case ADD_PARTITIONS_TO_TXN -> new AddPartitionsToTxnTranslator();
            case ADD_OFFSETS_TO_TXN -> new AddOffsetsToTxnTranslator();
            case END_TXN -> new EndTxnTranslator();
            case TXN_OFFSET_COMMIT -> new TxnOffsetCommitTranslator();
            case WRITE_TXN_MARKERS -> new WriteTxnMarkersTranslator();
            case CREATE_TOPICS -> new CreateTopicsTranslator();
            case DELETE_TOPICS -> new DeleteTopicsTranslator();
            case CREATE_PARTITIONS -> new CreatePartitionsTranslator();
            case DELETE_RECORDS -> new DeleteRecordsTranslator();
            case DESCRIBE_CONFIGS -> new DescribeConfigsTranslator();
            case ALTER_CONFIGS -> new AlterConfigsTranslator();
            case INCREMENTAL_ALTER_CONFIGS -> new IncrementalAlterConfigsTranslator();
            case DESCRIBE_CLUSTER -> new DescribeClusterTranslator();
            case DESCRIBE_TOPIC_PARTITIONS -> new DescribeTopicPartitionsTranslator();
            case DESCRIBE_PRODUCERS -> new DescribeProducersTranslator();
            case DESCRIBE_QUORUM -> new DescribeQuorumTranslator();
            case ELECT_LEADERS -> new ElectLeadersTranslator();
            case LIST_PARTITION_REASSIGNMENTS -> new ListPartitionReassignmentsTranslator();
            case LIST_TRANSACTIONS -> new ListTransactionsTranslator();
            case ALTER_PARTITION -> new AlterPartitionTranslator();
            case BROKER_REGISTRATION -> new BrokerRegistrationTranslator();
            case BROKER_HEARTBEAT -> new BrokerHeartbeatTranslator();
            case ALLOCATE_PRODUCER_IDS -> new AllocateProducerIdsTranslator();
        };
    }
}
