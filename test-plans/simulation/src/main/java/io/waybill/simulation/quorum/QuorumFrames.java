package io.waybill.simulation.quorum;

import io.waybill.raft.client.ClientCodec;
import io.waybill.raft.client.ClientReply;
import io.waybill.raft.client.ClientRequest;
import io.waybill.raft.client.MalformedFrameException;
import io.waybill.raft.message.Describe;
import io.waybill.raft.message.MalformedMessageException;
import io.waybill.raft.message.MessageCodec;
import io.waybill.simulator.trace.FrameDescriber;
import java.nio.ByteBuffer;

/** Says what members and clients of a quorum say to each other. */
public final class QuorumFrames implements FrameDescriber {

    /** Creates it. */
    public QuorumFrames() {}

    @Override
    public String describe(int from, int to, ByteBuffer frame) {
        ByteBuffer bytes = frame.duplicate();
        if (!bytes.hasRemaining() || bytes.get(bytes.position()) != ClientCodec.MARK) {
            return message(bytes);
        }
        try {
            return ClientCodec.request(bytes.duplicate()).match(new Requests());
        } catch (MalformedFrameException | IllegalArgumentException notAsked) {
            return reply(bytes);
        }
    }

    private static String message(ByteBuffer bytes) {
        try {
            return Describe.of(MessageCodec.decode(bytes));
        } catch (MalformedMessageException e) {
            return "no message: " + e.getMessage();
        }
    }

    private static String reply(ByteBuffer bytes) {
        try {
            return ClientCodec.reply(bytes).match(new Replies());
        } catch (MalformedFrameException e) {
            return "neither message nor request nor reply: " + e.getMessage();
        }
    }

    private static final class Requests implements ClientRequest.Cases<String> {
        @Override
        public String propose(ClientRequest.Propose request) {
            return "asks " + request.id() + ": apply command " + request.sequence() + " of session "
                    + request.session();
        }

        @Override
        public String read(ClientRequest.Read request) {
            return "asks " + request.id() + ": a query";
        }

        @Override
        public String change(ClientRequest.Change request) {
            return "asks " + request.id() + ": " + request.kind() + " n" + request.node();
        }

        @Override
        public String transfer(ClientRequest.Transfer request) {
            return "asks " + request.id() + ": hand over to n" + request.node();
        }

        @Override
        public String status(ClientRequest.Status request) {
            return "asks " + request.id() + ": how are you";
        }
    }

    private static final class Replies implements ClientReply.Cases<String> {
        @Override
        public String done(ClientReply.Done reply) {
            return "answers " + reply.id() + ": done, " + reply.result().remaining() + " bytes";
        }

        @Override
        public String notLeader(ClientReply.NotLeader reply) {
            return "answers " + reply.id() + ": I do not lead"
                    + (reply.leader() < 0 ? "" : ", n" + reply.leader() + " may");
        }

        @Override
        public String declined(ClientReply.Declined reply) {
            return "answers " + reply.id() + ": no, " + reply.reason();
        }

        @Override
        public String unknown(ClientReply.Unknown reply) {
            return "answers " + reply.id() + ": nobody knows, " + reply.reason();
        }

        @Override
        public String health(ClientReply.Health reply) {
            return "answers " + reply.id() + ": " + reply.status();
        }
    }
}
