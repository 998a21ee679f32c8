package io.waybill.broker.node;

import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Environment;

/** A node of a cluster: controller, broker or both. */
public final class BrokerNode {

    private final Environment environment;

    private BrokerNode(Environment environment) {
        this.environment = environment;
    }

    /** Starts a node on what its disk holds. */
    public static BrokerNode start(Environment environment, BrokerSettings settings, BrokerListener listener) {
        if (listener.traces()) {
            listener.trace(
                    "node " + environment.node() + " of " + settings.layout().clusterId() + " starts");
        }
        return new BrokerNode(environment);
    }

    /** Begins to stop in order: what it leads is led by others first. Who started it then ends the incarnation. */
    public void stop(Runnable done) {
        environment.timers().post(done);
    }
}
