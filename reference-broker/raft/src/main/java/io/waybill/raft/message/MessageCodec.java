package io.waybill.raft.message;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.Membership;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of messages, big-endian:
 *
 * <pre>
 * every message:   mark u8 = 0x71 | version u8 = 1 | kind u8 | flags u8 | from i32 | term i64 | fields of the kind
 * VoteRequest      last index i64 | last term i64                          flags: 1 pre, 2 transfer
 * VoteReply        –                                                       flags: 1 pre, 2 granted, 4 abstains
 * AppendRequest    previous index i64 | previous term i64 | commit i64 | last i64 | count i32 |
 *                  (term i64 | kind u8 | size i32 | payload)*              indexes follow the previous one
 * AppendReply      match i64
 * AppendRefusal    previous i64 | conflict term i64 | conflict index i64
 * Heartbeat        round i64 | commit i64 | last i64
 * HeartbeatReply   round i64
 * SnapshotChunk    index i64 | term i64 | size i32 | checksum i32 | offset i32 | membership | piece
 * SnapshotReply    index i64 | next offset i32                             flags: 1 installed
 * TimeoutNow       –
 * </pre>
 *
 * A frame is one message and nothing else. There is no checksum: a connection delivers what was sent or ends.
 */
public final class MessageCodec {

    /** The first byte of every message; clients' frames begin with another. */
    public static final byte MARK = 0x71;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 16;
    private static final int ENTRY_HEAD_BYTES = 13;
    private static final int CHUNK_HEAD_BYTES = 28;
    private static final int FLAG_1 = 1;
    private static final int FLAG_2 = 2;
    private static final int FLAG_4 = 4;

    private static final byte VOTE_REQUEST = 1;
    private static final byte VOTE_REPLY = 2;
    private static final byte APPEND_REQUEST = 3;
    private static final byte APPEND_REPLY = 4;
    private static final byte APPEND_REFUSAL = 5;
    private static final byte HEARTBEAT = 6;
    private static final byte HEARTBEAT_REPLY = 7;
    private static final byte SNAPSHOT_CHUNK = 8;
    private static final byte SNAPSHOT_REPLY = 9;
    private static final byte TIMEOUT_NOW = 10;

    private static final Writer WRITER = new Writer();

    private MessageCodec() {}

    /** Returns the bytes of a message, from position to limit of a new buffer. */
    public static ByteBuffer encode(Message message) {
        return message.match(WRITER).flip();
    }

    /**
     * Returns the message that a frame holds. Payloads are parts of the frame, which must not change any more.
     *
     * @throws MalformedMessageException where it holds none, or anything beside
     */
    public static Message decode(ByteBuffer frame) {
        var in = frame.duplicate();
        if (in.remaining() < HEAD_BYTES) {
            throw new MalformedMessageException(
                    "a message must have at least " + HEAD_BYTES + " bytes, has " + in.remaining());
        }
        byte mark = in.get();
        byte version = in.get();
        if (mark != MARK || version != VERSION) {
            throw new MalformedMessageException("a message must begin with " + MARK + " and version " + VERSION
                    + ", begins with " + mark + " and " + version);
        }
        byte kind = in.get();
        try {
            var message = decode(kind, in.get(), in.getInt(), in.getLong(), in);
            if (in.hasRemaining()) {
                throw new MalformedMessageException(
                        "a frame must hold one message, " + in.remaining() + " bytes follow that of kind " + kind);
            }
            return message;
        } catch (BufferUnderflowException e) {
            throw new MalformedMessageException("the message of kind " + kind + " is cut short", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("the message of kind " + kind + " is wrong: " + e.getMessage(), e);
        }
    }

    private static Message decode(byte kind, int flags, int from, long term, ByteBuffer in) {
        if (from < 0 || term < 0) {
            throw new IllegalArgumentException("sender and term must be >= 0, were " + from + " and " + term);
        }
        return switch (kind) {
            case VOTE_REQUEST ->
                new Message.VoteRequest(from, term, has(flags, FLAG_1), has(flags, FLAG_2), number(in), number(in));
            case VOTE_REPLY ->
                new Message.VoteReply(from, term, has(flags, FLAG_1), has(flags, FLAG_2), has(flags, FLAG_4));
            case APPEND_REQUEST -> appendRequest(from, term, in);
            case APPEND_REPLY -> new Message.AppendReply(from, term, number(in));
            case APPEND_REFUSAL -> new Message.AppendRefusal(from, term, number(in), number(in), number(in));
            case HEARTBEAT -> new Message.Heartbeat(from, term, number(in), number(in), number(in));
            case HEARTBEAT_REPLY -> new Message.HeartbeatReply(from, term, number(in));
            case SNAPSHOT_CHUNK -> snapshotChunk(from, term, in);
            case SNAPSHOT_REPLY ->
                new Message.SnapshotReply(from, term, number(in), size(in, Integer.MAX_VALUE), has(flags, FLAG_1));
            case TIMEOUT_NOW -> new Message.TimeoutNow(from, term);
            default -> throw new IllegalArgumentException("there is no such kind");
        };
    }

    private static Message appendRequest(int from, long term, ByteBuffer in) {
        long previousIndex = number(in);
        long previousTerm = number(in);
        long commitIndex = number(in);
        long lastIndex = number(in);
        int count = size(in, in.remaining() / ENTRY_HEAD_BYTES);
        List<Entry> entries = count == 0 ? List.of() : new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long entryTerm = number(in);
            var kind = EntryKind.of(in.get());
            int sizeBytes = size(in, in.remaining() - Integer.BYTES);
            entries.add(new Entry(previousIndex + 1 + i, entryTerm, kind, piece(in, sizeBytes)));
        }
        return new Message.AppendRequest(from, term, previousIndex, previousTerm, commitIndex, lastIndex, entries);
    }

    private static Message snapshotChunk(int from, long term, ByteBuffer in) {
        long index = number(in);
        long snapshotTerm = number(in);
        int sizeBytes = size(in, Integer.MAX_VALUE);
        int checksum = in.getInt();
        int offset = size(in, sizeBytes);
        var membership = Membership.read(in);
        if (in.remaining() > sizeBytes - offset) {
            throw new IllegalArgumentException("a piece of " + in.remaining() + " bytes at " + offset
                    + " does not fit into a snapshot of " + sizeBytes);
        }
        var label = new SnapshotLabel(index, snapshotTerm, membership, sizeBytes, checksum);
        return new Message.SnapshotChunk(from, term, label, offset, piece(in, in.remaining()));
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static long number(ByteBuffer in) {
        long number = in.getLong();
        if (number < 0) {
            throw new IllegalArgumentException("indexes, terms and rounds must be >= 0, one was " + number);
        }
        return number;
    }

    private static int size(ByteBuffer in, int most) {
        int size = in.getInt();
        if (size < 0 || size > most) {
            throw new IllegalArgumentException("a size or count must be 0 to " + most + ", was " + size);
        }
        return size;
    }

    private static ByteBuffer piece(ByteBuffer in, int sizeBytes) {
        var piece = in.slice(in.position(), sizeBytes);
        in.position(in.position() + sizeBytes);
        return piece;
    }

    /** Writes each kind into a buffer of exactly its size. */
    private static final class Writer implements Message.Cases<ByteBuffer> {

        private static ByteBuffer head(byte kind, int flags, Message message, int moreBytes) {
            return ByteBuffer.allocate(HEAD_BYTES + moreBytes)
                    .put(MARK)
                    .put(VERSION)
                    .put(kind)
                    .put((byte) flags)
                    .putInt(message.from())
                    .putLong(message.term());
        }

        private static int flag(boolean on, int flag) {
            return on ? flag : 0;
        }

        private static void put(ByteBuffer out, ByteBuffer bytes) {
            out.put(out.position(), bytes, bytes.position(), bytes.remaining());
            out.position(out.position() + bytes.remaining());
        }

        @Override
        public ByteBuffer voteRequest(Message.VoteRequest m) {
            return head(VOTE_REQUEST, flag(m.pre(), FLAG_1) | flag(m.transfer(), FLAG_2), m, 2 * Long.BYTES)
                    .putLong(m.lastIndex())
                    .putLong(m.lastTerm());
        }

        @Override
        public ByteBuffer voteReply(Message.VoteReply m) {
            int flags = flag(m.pre(), FLAG_1) | flag(m.granted(), FLAG_2) | flag(m.abstains(), FLAG_4);
            return head(VOTE_REPLY, flags, m, 0);
        }

        @Override
        public ByteBuffer appendRequest(Message.AppendRequest m) {
            int sizeBytes = 4 * Long.BYTES + Integer.BYTES;
            for (int i = 0; i < m.entries().size(); i++) {
                sizeBytes += ENTRY_HEAD_BYTES + m.entries().get(i).sizeBytes();
            }
            var out = head(APPEND_REQUEST, 0, m, sizeBytes)
                    .putLong(m.previousIndex())
                    .putLong(m.previousTerm())
                    .putLong(m.commitIndex())
                    .putLong(m.lastIndex())
                    .putInt(m.entries().size());
            for (int i = 0; i < m.entries().size(); i++) {
                var entry = m.entries().get(i);
                out.putLong(entry.term()).put((byte) entry.kind().code()).putInt(entry.sizeBytes());
                put(out, entry.payload());
            }
            return out;
        }

        @Override
        public ByteBuffer appendReply(Message.AppendReply m) {
            return head(APPEND_REPLY, 0, m, Long.BYTES).putLong(m.matchIndex());
        }

        @Override
        public ByteBuffer appendRefusal(Message.AppendRefusal m) {
            return head(APPEND_REFUSAL, 0, m, 3 * Long.BYTES)
                    .putLong(m.previousIndex())
                    .putLong(m.conflictTerm())
                    .putLong(m.conflictIndex());
        }

        @Override
        public ByteBuffer heartbeat(Message.Heartbeat m) {
            return head(HEARTBEAT, 0, m, 3 * Long.BYTES)
                    .putLong(m.round())
                    .putLong(m.commitIndex())
                    .putLong(m.lastIndex());
        }

        @Override
        public ByteBuffer heartbeatReply(Message.HeartbeatReply m) {
            return head(HEARTBEAT_REPLY, 0, m, Long.BYTES).putLong(m.round());
        }

        @Override
        public ByteBuffer snapshotChunk(Message.SnapshotChunk m) {
            var label = m.snapshot();
            int sizeBytes = CHUNK_HEAD_BYTES
                    + label.membership().sizeBytes()
                    + m.bytes().remaining();
            var out = head(SNAPSHOT_CHUNK, 0, m, sizeBytes)
                    .putLong(label.index())
                    .putLong(label.term())
                    .putInt(label.sizeBytes())
                    .putInt(label.checksum())
                    .putInt(m.offset());
            label.membership().write(out);
            put(out, m.bytes());
            return out;
        }

        @Override
        public ByteBuffer snapshotReply(Message.SnapshotReply m) {
            return head(SNAPSHOT_REPLY, flag(m.installed(), FLAG_1), m, Long.BYTES + Integer.BYTES)
                    .putLong(m.snapshotIndex())
                    .putInt(m.nextOffset());
        }

        @Override
        public ByteBuffer timeoutNow(Message.TimeoutNow m) {
            return head(TIMEOUT_NOW, 0, m, 0);
        }
    }
}
