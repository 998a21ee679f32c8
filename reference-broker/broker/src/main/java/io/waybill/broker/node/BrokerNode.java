package io.waybill.broker.node;

import io.waybill.broker.controller.ControllerNode;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Environment;
import io.waybill.raft.RaftView;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster: controller, broker or both. Every node keeps the metadata as a member of the quorum; controllers
 * answer brokers at their controller endpoint, brokers answer clients and each other at their client endpoint.
 *
 * <p>Used on its first loop only. It runs until its incarnation ends. Where its environment has several loops, it owns
 * partitions on each of them, and each answers its share of the connections.
 */
public final class BrokerNode {

    private final Environment environment;
    private final ControllerNode controller;
    private final @Nullable BrokerRole broker;
    private boolean isStopping;

    private BrokerNode(Environment environment, ControllerNode controller, @Nullable BrokerRole broker) {
        this.environment = environment;
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Starts a node on what its disk holds. Called on its first loop; it begins on the others by itself.
     *
     * @param environment of this incarnation, and of its first loop; the node's id is the environment's
     * @param listener is told of everything from the beginning
     * @throws IllegalArgumentException where the layout has no such node, or its static configuration is wrong: the
     *     message says all that is
     */
    public static BrokerNode start(Environment environment, BrokerSettings settings, BrokerListener listener) {
        if (environment.shards().self() != 0) {
            throw new IllegalStateException("a node must be started on its first loop, was on "
                    + environment.shards().self());
        }
        var self = settings.layout().node(environment.node());
        ConfigCheck.require(self.id(), settings.config());
        if (listener.traces()) {
            listener.trace("node " + self.id() + " of " + settings.layout().clusterId() + " starts, incarnation "
                    + environment.incarnation()
                    + (settings.mutants().isEmpty() ? "" : ", with planted flaws: " + settings.mutants()));
        }
        var controller = ControllerNode.start(environment, settings, listener);
        var client = self.client();
        var broker = client == null ? null : BrokerRole.start(environment, settings, client, controller, listener);
        return new BrokerNode(environment, controller, broker);
    }

    /**
     * Begins to stop in order: what it leads is led by others first, where anybody can; then its logs are closed. It
     * stays a member of the quorum until who started it ends the incarnation.
     *
     * @param done is told, once, when that may be done. Never before this call has returned
     * @throws IllegalStateException where it was told to stop before
     */
    public void stop(Runnable done) {
        if (isStopping) {
            throw new IllegalStateException("node " + environment.node() + " must be stopped once");
        }
        isStopping = true;
        if (broker == null) {
            environment.timers().post(done);
        } else {
            broker.stop(done);
        }
    }

    /** Returns whether the disk of its member of the quorum was read: before that, {@link #quorum} must not be used. */
    public boolean isStarted() {
        return controller.isStarted();
    }

    /** Returns what it knows as a member of the quorum. */
    public RaftView quorum() {
        return controller.quorum();
    }

    /** Returns up to which index it has applied the metadata log; 0 before anything. */
    public long appliedIndex() {
        return controller.appliedIndex();
    }

    /** Returns the digest of everything of the metadata log that it has applied. */
    public long digest() {
        return controller.digest();
    }

    /** Returns the metadata as it has them; they move on. */
    public MetadataImage image() {
        return controller.image();
    }
}
