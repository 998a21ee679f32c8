package io.waybill.simulation.cluster;

import io.waybill.broker.node.BrokerNode;
import io.waybill.raft.RaftView;
import io.waybill.simulation.invariant.QuorumInvariants;

/** Looks at a node as a member of the quorum. */
record MemberEye(BrokerNode node) implements QuorumInvariants.Eye {

    @Override
    public boolean isStarted() {
        return node.isStarted();
    }

    @Override
    public RaftView view() {
        return node.quorum();
    }

    @Override
    public long appliedIndex() {
        return node.appliedIndex();
    }

    @Override
    public long digest() {
        return node.digest();
    }
}
