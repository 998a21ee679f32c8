package io.waybill.simulation.invariant;

import io.waybill.broker.watch.BrokerListener;
import io.waybill.fault.Partition;
import io.waybill.simulator.WorldListener.Ending;

/**
 * What must hold of the brokers of one cluster in one run, looked at from outside. What must hold of its quorum,
 * {@link QuorumInvariants} say.
 */
public interface ClusterInvariants {

    /** Checks nothing. */
    ClusterInvariants NONE = new ClusterInvariants() {
        @Override
        public BrokerListener listenerOf(int node) {
            return BrokerListener.NONE;
        }

        @Override
        public void ended(int node, Ending ending) {}

        @Override
        public void harmed(int node) {}

        @Override
        public void ran(int node) {}

        @Override
        public void toldEnd(int client, Partition partition, long end, long read) {}

        @Override
        public long checks() {
            return 0;
        }
    };

    /** Returns what a node is to tell everything to, in the life that begins now. */
    BrokerListener listenerOf(int node);

    /** Says that a node's life has ended, and how: a power cut takes what was not synced. */
    void ended(int node, Ending ending);

    /** Says that a fault has taken or altered what a node had on disk: what it had promised is off. */
    void harmed(int node);

    /** Checks what an event of a node may have changed. */
    void ran(int node);

    /**
     * Says that a consumer was told where a partition ends.
     *
     * @param client its node
     * @param end the offset after the last, as it was told
     * @param read the offset up to which it had read when it asked
     */
    void toldEnd(int client, Partition partition, long end, long read);

    /** Returns how many facts were checked. */
    long checks();
}
