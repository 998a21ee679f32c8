package io.waybill.broker.watch;

import io.waybill.broker.metadata.MetadataListener;
import io.waybill.raft.node.RaftListener;
import io.waybill.rpc.RequestWatch;

/**
 * Is told what happens inside a node, at once; must not call back. For checkers of invariants, traces and logs for
 * people.
 *
 * <p>{@link #replica} is called on the loop that owns the partition, and what it returns is told there; {@link #traces}
 * and {@link #trace} may be called on any loop, all else on the first.
 */
public interface BrokerListener {

    /** Listens to nothing. */
    BrokerListener NONE = new BrokerListener() {};

    /** Returns who is told of one replica from its beginning in this life on. */
    default ReplicaListener replica(TopicPartition partition) {
        return ReplicaListener.NONE;
    }

    /** Returns who is told of this node as a member of the quorum. */
    default RaftListener quorum() {
        return RaftListener.NONE;
    }

    /** Returns who is told of every change of the metadata as this node applies them. */
    default MetadataListener metadata() {
        return (image, changes) -> {};
    }

    /** Returns who is told of the requests of clients and of other brokers, each on the loop of its connection. */
    default RequestWatch clientRequests() {
        return RequestWatch.NONE;
    }

    /** Returns who is told of the requests of brokers to this node as a controller. */
    default RequestWatch controllerRequests() {
        return RequestWatch.NONE;
    }

    /** This life is registered with this broker epoch. */
    default void onRegistered(long brokerEpoch) {}

    /** It may lead and be in sync, or no longer. */
    default void onFenced(boolean fenced) {}

    /** It acts as the controller from now on, in an epoch. */
    default void onActiveController(long controllerEpoch) {}

    /** It has stopped in order: what it led is led by others. */
    default void onStopped() {}

    /** Returns whether {@link #trace} is wanted: lines are made only then. */
    default boolean traces() {
        return false;
    }

    /** Something happened that a person who reads a trace should see; one line. */
    default void trace(String line) {}
}
