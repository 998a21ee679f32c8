package io.waybill.broker.node;

import io.waybill.broker.admin.AdminHandlers;
import io.waybill.broker.data.DataRequests;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;

/**
 * Gives each request that comes in at a broker's endpoint to whoever answers it. One that throws has broken what it
 * assumes, and takes the node with it: what it would do next could not be trusted.
 */
final class ClientRequests implements RequestHandler {

    private final Environment environment;
    private final DataRequests data;
    private final AdminHandlers admin;

    ClientRequests(Environment environment, DataRequests data, AdminHandlers admin) {
        this.environment = environment;
        this.data = data;
        this.admin = admin;
    }

    @Override
    public void handle(ReceivedRequest received, Answer answer) {
        try {
            received.request().match(new Route(received, answer, data, admin));
        } catch (RuntimeException e) {
            environment.crash(e);
        }
    }
}
