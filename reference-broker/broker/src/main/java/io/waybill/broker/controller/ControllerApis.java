package io.waybill.broker.controller;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import java.util.List;

/** What a controller answers at its endpoint. */
public final class ControllerApis {

    /**
     * All of it in the versions of wire, but changes of the in-sync replicas only with the epochs of the replicas
     * (KIP-903).
     */
    public static final ApiOffer OFFER = ApiOffer.of(List.of(
                    Api.API_VERSIONS,
                    Api.BROKER_REGISTRATION,
                    Api.BROKER_HEARTBEAT,
                    Api.ALTER_PARTITION,
                    Api.ALLOCATE_PRODUCER_IDS,
                    Api.CREATE_TOPICS,
                    Api.DELETE_TOPICS,
                    Api.CREATE_PARTITIONS,
                    Api.ALTER_CONFIGS,
                    Api.INCREMENTAL_ALTER_CONFIGS,
                    Api.ELECT_LEADERS,
                    Api.DESCRIBE_QUORUM,
                    Api.DESCRIBE_CLUSTER))
            .with(Api.ALTER_PARTITION, 3, 3);

    private ControllerApis() {}
}
