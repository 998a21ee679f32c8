package io.waybill.simulator.link;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Links;
import io.waybill.simulator.event.Loop;

/** The network as one loop of a node sees it. */
final class LoopLinks implements Links {
    private final Network network;
    private final Host host;
    private final Loop loop;

    LoopLinks(Network network, Host host, Loop loop) {
        this.network = network;
        this.host = host;
        this.loop = loop;
    }

    @Override
    public void listen(Endpoint endpoint, Acceptor acceptor) {
        if (loop.life().isOver()) {
            return;
        }
        network.listen(host, endpoint, new Host.Listening(loop, acceptor));
    }

    @Override
    public Connection connect(Endpoint to, Connection.Handler handler) {
        return network.connect(host, loop, to, handler);
    }
}
