package io.waybill.raft.node;

import io.waybill.raft.client.ClientReply;
import io.waybill.raft.client.Outcome;

/** What a reply means to who proposed a command on the same node. */
final class OwnProposal implements ClientReply.Cases<Outcome> {

    static final OwnProposal OUTCOME = new OwnProposal();

    private OwnProposal() {}

    @Override
    public Outcome done(ClientReply.Done reply) {
        return new Outcome.Ok(reply.result());
    }

    @Override
    public Outcome notLeader(ClientReply.NotLeader reply) {
        return new Outcome.Fail("this node does not lead the quorum, the leader is " + reply.leader());
    }

    @Override
    public Outcome declined(ClientReply.Declined reply) {
        return new Outcome.Fail(reply.reason());
    }

    @Override
    public Outcome unknown(ClientReply.Unknown reply) {
        return new Outcome.Info(reply.reason());
    }

    @Override
    public Outcome health(ClientReply.Health reply) {
        throw new IllegalStateException("a proposal must not be answered with how the member is");
    }
}
