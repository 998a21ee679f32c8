package io.waybill.raft.client;

import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.entry.Membership;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes between clients and members, big-endian; a text is its size i32 and UTF-8:
 *
 * <pre>
 * every frame:  mark u8 = 0x63 | version u8 = 1 | kind u8 | id i64 | fields of the kind
 * Propose       session i64 | sequence i64 | command      Done       result
 * Read          query                                     NotLeader  leader i32
 * Change        kind u8 | node i32                        Declined   text
 * Transfer      node i32                                  Unknown    text
 * Status        –                                         Health     node i32 | term i64 | leader i32 | commit i64 |
 *                                                                    applied i64 | last i64 | membership | text
 * </pre>
 */
public final class ClientCodec {

    /** The first byte of every frame; members' messages begin with another. */
    public static final byte MARK = 0x63;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 11;
    private static final byte PROPOSE = 1;
    private static final byte READ = 2;
    private static final byte CHANGE = 3;
    private static final byte TRANSFER = 4;
    private static final byte STATUS = 5;
    private static final byte DONE = 11;
    private static final byte NOT_LEADER = 12;
    private static final byte DECLINED = 13;
    private static final byte UNKNOWN = 14;
    private static final byte HEALTH = 15;
    private static final int HEALTH_BYTES = 40;

    private static final Requests REQUESTS = new Requests();
    private static final Replies REPLIES = new Replies();

    private ClientCodec() {}

    /** Returns the bytes of a request. */
    public static ByteBuffer encode(ClientRequest request) {
        return request.match(REQUESTS).flip();
    }

    /** Returns the bytes of a reply. */
    public static ByteBuffer encode(ClientReply reply) {
        return reply.match(REPLIES).flip();
    }

    /**
     * Returns the request that a frame holds; its buffers are parts of the frame.
     *
     * @throws MalformedFrameException where it holds none
     */
    public static ClientRequest request(ByteBuffer frame) {
        var in = begin(frame);
        byte kind = in.get();
        try {
            long id = in.getLong();
            return switch (kind) {
                case PROPOSE -> new ClientRequest.Propose(id, in.getLong(), in.getLong(), in.slice());
                case READ -> new ClientRequest.Read(id, in.slice());
                case CHANGE -> new ClientRequest.Change(id, ChangeKind.of(in.get()), in.getInt());
                case TRANSFER -> new ClientRequest.Transfer(id, in.getInt());
                case STATUS -> new ClientRequest.Status(id);
                default -> throw new IllegalArgumentException("there is no such request");
            };
        } catch (BufferUnderflowException e) {
            throw new MalformedFrameException("the request of kind " + kind + " is cut short", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("the request of kind " + kind + " is wrong: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the reply that a frame holds; its buffers are parts of the frame.
     *
     * @throws MalformedFrameException where it holds none
     */
    public static ClientReply reply(ByteBuffer frame) {
        var in = begin(frame);
        byte kind = in.get();
        try {
            long id = in.getLong();
            return switch (kind) {
                case DONE -> new ClientReply.Done(id, in.slice());
                case NOT_LEADER -> new ClientReply.NotLeader(id, in.getInt());
                case DECLINED -> new ClientReply.Declined(id, text(in));
                case UNKNOWN -> new ClientReply.Unknown(id, text(in));
                case HEALTH ->
                    new ClientReply.Health(
                            id,
                            new MemberStatus(
                                    in.getInt(),
                                    in.getLong(),
                                    in.getInt(),
                                    in.getLong(),
                                    in.getLong(),
                                    in.getLong(),
                                    Membership.read(in),
                                    text(in)));
                default -> throw new IllegalArgumentException("there is no such reply");
            };
        } catch (BufferUnderflowException e) {
            throw new MalformedFrameException("the reply of kind " + kind + " is cut short", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException("the reply of kind " + kind + " is wrong: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer begin(ByteBuffer frame) {
        var in = frame.duplicate();
        if (in.remaining() < HEAD_BYTES || in.get() != MARK || in.get() != VERSION) {
            throw new MalformedFrameException("a frame must have at least " + HEAD_BYTES + " bytes and begin with "
                    + MARK + " and version " + VERSION + ", is " + frame);
        }
        return in;
    }

    private static String text(ByteBuffer in) {
        int sizeBytes = in.getInt();
        if (sizeBytes < 0 || sizeBytes > in.remaining()) {
            throw new IllegalArgumentException("a text must have 0 to " + in.remaining() + " bytes, says " + sizeBytes);
        }
        var bytes = new byte[sizeBytes];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteBuffer head(byte kind, long id, int moreBytes) {
        return ByteBuffer.allocate(HEAD_BYTES + moreBytes)
                .put(MARK)
                .put(VERSION)
                .put(kind)
                .putLong(id);
    }

    private static ByteBuffer withBytes(byte kind, long id, ByteBuffer bytes) {
        return head(kind, id, bytes.remaining()).put(bytes.duplicate());
    }

    private static ByteBuffer withText(byte kind, long id, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return head(kind, id, Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    private static final class Requests implements ClientRequest.Cases<ByteBuffer> {

        @Override
        public ByteBuffer propose(ClientRequest.Propose r) {
            return head(PROPOSE, r.id(), 2 * Long.BYTES + r.command().remaining())
                    .putLong(r.session())
                    .putLong(r.sequence())
                    .put(r.command().duplicate());
        }

        @Override
        public ByteBuffer read(ClientRequest.Read r) {
            return withBytes(READ, r.id(), r.query());
        }

        @Override
        public ByteBuffer change(ClientRequest.Change r) {
            return head(CHANGE, r.id(), 1 + Integer.BYTES)
                    .put((byte) r.kind().code())
                    .putInt(r.node());
        }

        @Override
        public ByteBuffer transfer(ClientRequest.Transfer r) {
            return head(TRANSFER, r.id(), Integer.BYTES).putInt(r.node());
        }

        @Override
        public ByteBuffer status(ClientRequest.Status r) {
            return head(STATUS, r.id(), 0);
        }
    }

    private static final class Replies implements ClientReply.Cases<ByteBuffer> {

        @Override
        public ByteBuffer done(ClientReply.Done r) {
            return withBytes(DONE, r.id(), r.result());
        }

        @Override
        public ByteBuffer notLeader(ClientReply.NotLeader r) {
            return head(NOT_LEADER, r.id(), Integer.BYTES).putInt(r.leader());
        }

        @Override
        public ByteBuffer declined(ClientReply.Declined r) {
            return withText(DECLINED, r.id(), r.reason());
        }

        @Override
        public ByteBuffer unknown(ClientReply.Unknown r) {
            return withText(UNKNOWN, r.id(), r.reason());
        }

        @Override
        public ByteBuffer health(ClientReply.Health r) {
            var status = r.status();
            var text = status.mutants().getBytes(StandardCharsets.UTF_8);
            int moreBytes = HEALTH_BYTES + status.membership().sizeBytes() + Integer.BYTES + text.length;
            var out = head(HEALTH, r.id(), moreBytes)
                    .putInt(status.node())
                    .putLong(status.term())
                    .putInt(status.leader())
                    .putLong(status.commitIndex())
                    .putLong(status.appliedIndex())
                    .putLong(status.lastIndex());
            status.membership().write(out);
            return out.putInt(text.length).put(text);
        }
    }
}
