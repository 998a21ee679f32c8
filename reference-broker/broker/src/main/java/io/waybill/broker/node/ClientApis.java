package io.waybill.broker.node;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import java.util.List;

/** What a broker answers to clients and to other brokers. */
final class ClientApis {

    /**
     * Groups and transactions are not there yet. Who coordinates them may be asked all the same: it is what clients ask
     * first, and some of them wait for ever for a broker that answers it.
     */
    static final ApiOffer OFFER = ApiOffer.of(List.of(
            Api.PRODUCE,
            Api.FETCH,
            Api.LIST_OFFSETS,
            Api.METADATA,
            Api.FIND_COORDINATOR,
            Api.LIST_GROUPS,
            Api.SASL_HANDSHAKE,
            Api.API_VERSIONS,
            Api.CREATE_TOPICS,
            Api.DELETE_TOPICS,
            Api.DELETE_RECORDS,
            Api.INIT_PRODUCER_ID,
            Api.OFFSET_FOR_LEADER_EPOCH,
            Api.DESCRIBE_CONFIGS,
            Api.ALTER_CONFIGS,
            Api.CREATE_PARTITIONS,
            Api.ELECT_LEADERS,
            Api.INCREMENTAL_ALTER_CONFIGS,
            Api.LIST_PARTITION_REASSIGNMENTS,
            Api.DESCRIBE_QUORUM,
            Api.DESCRIBE_CLUSTER,
            Api.DESCRIBE_PRODUCERS,
            Api.LIST_TRANSACTIONS,
            Api.DESCRIBE_TOPIC_PARTITIONS));

    private ClientApis() {}
}
