package io.waybill.simulator.link;

import io.waybill.simulator.event.Event;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.trace.FrameDescriber;

/** A request to connect reaches a machine. */
final class Request extends Event {
    private static final int KIND = Kinds.CONNECTION + 7;

    private final Network network;
    private final End client;
    private final Host to;
    private final int port;

    Request(Network network, End client, Host to, int port) {
        this.network = network;
        this.client = client;
        this.to = to;
        this.port = port;
    }

    DirectedLink link() {
        return client.out();
    }

    @Override
    protected boolean happen() {
        Session session = client.session();
        if ((link().isTroubled() && link().keepsBack(this, session)) || session.isLost()) {
            return false;
        }
        client.loop().course().happened(this, to.node());
        network.requested(client, to, port);
        return true;
    }

    @Override
    protected int kind() {
        return KIND;
    }

    @Override
    protected long content() {
        return (client.session().id() << Short.SIZE) | port;
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return "← " + client.loop().course().nameOf(link().from()) + " " + client + " connects to port " + port;
    }
}
