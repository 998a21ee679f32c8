package io.waybill.raft.machine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An append-only ledger of messages in a few partitions: a send gives an offset, a poll gives messages with their
 * offsets and the end. The smallest machine whose history can be judged like a broker's.
 *
 * <pre>
 * append:  1 | partition i32 | payload …              →  0 | offset i64
 * poll:    2 | partition i32 | from i64 | most i32    →  0 | end i64 | count i32 | (offset i64 | size i32 | payload)*
 * else:                                               →  1
 * </pre>
 */
public final class Ledger implements StateMachine {

    /** The number of partitions must be below this. */
    public static final int MOST_PARTITIONS = 1_024;

    private static final byte APPEND = 1;
    private static final byte POLL = 2;
    private static final byte DONE = 0;
    private static final byte REFUSED = 1;
    private static final int APPEND_HEAD_BYTES = 1 + Integer.BYTES;
    private static final int POLL_BYTES = 1 + Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int POLLED_HEAD_BYTES = 1 + Long.BYTES + Integer.BYTES;
    private static final int RECORD_HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private final List<List<ByteBuffer>> partitions = new ArrayList<>();
    private long digest;
    private long payloadBytes;

    /**
     * Creates an empty ledger.
     *
     * @param partitionCount 1 to 1,023; the same on every member
     */
    public Ledger(int partitionCount) {
        if (partitionCount < 1 || partitionCount >= MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "partitions must be 1 to " + (MOST_PARTITIONS - 1) + ", were " + partitionCount);
        }
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    /** Returns the command that appends a payload to a partition. */
    public static ByteBuffer append(int partition, ByteBuffer payload) {
        var command = ByteBuffer.allocate(APPEND_HEAD_BYTES + payload.remaining());
        command.put(APPEND).putInt(partition).put(payload.duplicate());
        return command.flip();
    }

    /** Returns the query for at most {@code most} messages of a partition, those from offset {@code from} on. */
    public static ByteBuffer poll(int partition, long from, int most) {
        return ByteBuffer.allocate(POLL_BYTES)
                .put(POLL)
                .putInt(partition)
                .putLong(from)
                .putInt(most)
                .flip();
    }

    /**
     * Returns the offset that a result of {@link #append} says.
     *
     * @throws IllegalArgumentException where the command was refused
     */
    public static long offsetOf(ByteBuffer result) {
        if (result.remaining() != 1 + Long.BYTES || result.get(result.position()) != DONE) {
            throw new IllegalArgumentException("an append must give 9 bytes beginning with 0, gave " + result);
        }
        return result.getLong(result.position() + 1);
    }

    /**
     * Returns what a result of {@link #poll} says.
     *
     * @throws IllegalArgumentException where the query was refused
     */
    public static Polled polledOf(ByteBuffer result) {
        var in = result.duplicate();
        if (in.remaining() < POLLED_HEAD_BYTES || in.get() != DONE) {
            throw new IllegalArgumentException("a poll must give 13 bytes or more beginning with 0, gave " + result);
        }
        long end = in.getLong();
        int count = in.getInt();
        var messages = new ArrayList<Polled.Message>();
        for (int i = 0; i < count; i++) {
            long offset = in.getLong();
            int sizeBytes = in.getInt();
            messages.add(new Polled.Message(offset, in.slice(in.position(), sizeBytes)));
            in.position(in.position() + sizeBytes);
        }
        return new Polled(end, List.copyOf(messages));
    }

    /** Returns the offset of the next message of a partition. */
    public long endOffset(int partition) {
        return partitions.get(partition).size();
    }

    @Override
    public ByteBuffer apply(long index, ByteBuffer command) {
        int at = command.position();
        int sizeBytes = command.remaining();
        digest = Digest.of(digest, command);
        if (sizeBytes < APPEND_HEAD_BYTES || command.get(at) != APPEND || !isPartition(command.getInt(at + 1))) {
            return refused();
        }
        var partition = partitions.get(command.getInt(at + 1));
        long offset = partition.size();
        partition.add(command.slice(at + APPEND_HEAD_BYTES, sizeBytes - APPEND_HEAD_BYTES));
        payloadBytes += sizeBytes - APPEND_HEAD_BYTES;
        return ByteBuffer.allocate(1 + Long.BYTES).put(DONE).putLong(offset).flip();
    }

    @Override
    public ByteBuffer query(ByteBuffer query) {
        int at = query.position();
        if (query.remaining() != POLL_BYTES || query.get(at) != POLL || !isPartition(query.getInt(at + 1))) {
            return refused();
        }
        var partition = partitions.get(query.getInt(at + 1));
        long from = Math.max(0, query.getLong(at + 1 + Integer.BYTES));
        int most = query.getInt(at + 1 + Integer.BYTES + Long.BYTES);
        int first = (int) Math.min(from, partition.size());
        int end = first + Math.max(0, Math.min(most, partition.size() - first));
        int sizeBytes = POLLED_HEAD_BYTES;
        for (int i = first; i < end; i++) {
            sizeBytes += RECORD_HEAD_BYTES + partition.get(i).remaining();
        }
        var out = ByteBuffer.allocate(sizeBytes);
        out.put(DONE).putLong(partition.size()).putInt(end - first);
        for (int i = first; i < end; i++) {
            out.putLong(i).putInt(partition.get(i).remaining());
            put(out, partition.get(i));
        }
        return out.flip();
    }

    private boolean isPartition(int partition) {
        return partition >= 0 && partition < partitions.size();
    }

    private static ByteBuffer refused() {
        return ByteBuffer.allocate(1).put(REFUSED).flip();
    }

    private static void put(ByteBuffer out, ByteBuffer bytes) {
        out.put(out.position(), bytes, bytes.position(), bytes.remaining());
        out.position(out.position() + bytes.remaining());
    }

    @Override
    public ByteBuffer snapshot() {
        long records = 0;
        for (var partition : partitions) {
            records += partition.size();
        }
        long sizeBytes = Long.BYTES
                + Integer.BYTES
                + (long) Integer.BYTES * partitions.size()
                + records * Integer.BYTES
                + payloadBytes;
        var out = ByteBuffer.allocate(Math.toIntExact(sizeBytes));
        out.putLong(digest).putInt(partitions.size());
        for (var partition : partitions) {
            out.putInt(partition.size());
            for (var payload : partition) {
                out.putInt(payload.remaining());
                put(out, payload);
            }
        }
        return out.flip();
    }

    @Override
    public void restore(ByteBuffer snapshot) {
        var in = snapshot.duplicate();
        var digestThen = in.getLong();
        int count = in.getInt();
        if (count != partitions.size()) {
            throw new IllegalArgumentException(
                    "the snapshot must be of " + partitions.size() + " partitions, is of " + count);
        }
        long bytes = 0;
        for (var partition : partitions) {
            partition.clear();
            int size = in.getInt();
            for (int i = 0; i < size; i++) {
                int sizeBytes = in.getInt();
                partition.add(in.slice(in.position(), sizeBytes));
                in.position(in.position() + sizeBytes);
                bytes += sizeBytes;
            }
        }
        digest = digestThen;
        payloadBytes = bytes;
    }

    @Override
    public long digest() {
        return digest;
    }
}
