package io.waybill.broker.node;

import io.waybill.broker.admin.AdminHandlers;
import io.waybill.broker.data.DataRequests;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestWatch;
import io.waybill.rpc.RpcServer;
import io.waybill.wire.ServerCodec;

/** Begins to answer clients and other brokers on a loop: those whose connections it is given. */
final class Answering {

    private static final int MAX_FRAME_BYTES = 100 * 1024 * 1024;

    private Answering() {}

    static void begin(
            Environment environment, Endpoint at, DataRequests data, AdminHandlers admin, RequestWatch watch) {
        RpcServer.listen(
                environment,
                at,
                new ServerCodec(ClientApis.OFFER, MAX_FRAME_BYTES),
                new ClientRequests(environment, data, admin),
                watch,
                RpcServer.MOST_WAITING_BYTES / environment.shards().count());
    }
}
