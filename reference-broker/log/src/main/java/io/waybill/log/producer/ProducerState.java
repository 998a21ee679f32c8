package io.waybill.log.producer;

import io.waybill.log.batch.RecordBatch;
import io.waybill.log.producer.ProducerView.Remembered;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One producer: its epoch, its last batches in a ring, its open transaction. */
final class ProducerState {

    /** How many batches a client may have under way at once, so that any of them may come twice. */
    static final int REMEMBERED = 5;

    static final int FIXED_BYTES = 8 + 2 + 4 + 8 + 8 + 8 + 4 + 1;
    static final int BATCH_BYTES = 4 + 4 + 8 + 8;

    final long id;
    private final int capacity;
    private final int[] baseSequences;
    private final int[] deltas;
    private final long[] baseOffsets;
    private final long[] timestamps;
    private int oldest;
    private int count;
    short epoch;
    int coordinatorEpoch = -1;
    long transactionStart = -1;
    long seenMillis;
    long lastOffset = -1;
    int leaderEpoch = -1;

    ProducerState(long id, short epoch, int capacity) {
        this.id = id;
        this.epoch = epoch;
        this.capacity = capacity;
        this.baseSequences = new int[capacity];
        this.deltas = new int[capacity];
        this.baseOffsets = new long[capacity];
        this.timestamps = new long[capacity];
    }

    /** Returns the sequence that the next batch must begin with. */
    int nextSequence() {
        if (count == 0) {
            return 0;
        }
        int newest = slot(count - 1);
        return (baseSequences[newest] + deltas[newest] + 1) & Integer.MAX_VALUE;
    }

    /** Returns the batch that has the same sequences, or null. */
    @Nullable
    Remembered find(RecordBatch batch) {
        for (int i = count - 1; i >= 0; i--) {
            int slot = slot(i);
            if (baseSequences[slot] == batch.baseSequence() && deltas[slot] == batch.lastOffsetDelta()) {
                return remembered(slot);
            }
        }
        return null;
    }

    void remember(RecordBatch batch) {
        add(batch.baseSequence(), batch.lastOffsetDelta(), batch.baseOffset(), batch.maxTimestamp());
    }

    private void add(int baseSequence, int delta, long baseOffset, long timestamp) {
        int slot = slot(count);
        if (count == capacity) {
            oldest = (oldest + 1) % capacity;
        } else {
            count++;
        }
        baseSequences[slot] = baseSequence;
        deltas[slot] = delta;
        baseOffsets[slot] = baseOffset;
        timestamps[slot] = timestamp;
    }

    void bumpEpoch(short newEpoch) {
        epoch = newEpoch;
        count = 0;
        oldest = 0;
    }

    int sizeBytes() {
        return FIXED_BYTES + count * BATCH_BYTES;
    }

    void write(ByteBuffer to) {
        to.putLong(id).putShort(epoch).putInt(coordinatorEpoch).putLong(transactionStart);
        to.putLong(seenMillis).putLong(lastOffset).putInt(leaderEpoch).put((byte) count);
        for (int i = 0; i < count; i++) {
            int slot = slot(i);
            to.putInt(baseSequences[slot]).putInt(deltas[slot]);
            to.putLong(baseOffsets[slot]).putLong(timestamps[slot]);
        }
    }

    static ProducerState read(ByteBuffer from, int capacity) {
        ProducerState state = new ProducerState(from.getLong(), from.getShort(), capacity);
        state.coordinatorEpoch = from.getInt();
        state.transactionStart = from.getLong();
        state.seenMillis = from.getLong();
        state.lastOffset = from.getLong();
        state.leaderEpoch = from.getInt();
        int batches = from.get();
        for (int i = 0; i < batches; i++) {
            state.add(from.getInt(), from.getInt(), from.getLong(), from.getLong());
        }
        return state;
    }

    ProducerView view() {
        List<Remembered> batches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batches.add(remembered(slot(i)));
        }
        return new ProducerView(id, epoch, coordinatorEpoch, transactionStart, batches);
    }

    private Remembered remembered(int slot) {
        int lastSequence = (baseSequences[slot] + deltas[slot]) & Integer.MAX_VALUE;
        long base = baseOffsets[slot];
        return new Remembered(baseSequences[slot], lastSequence, base, base + deltas[slot], timestamps[slot]);
    }

    private int slot(int index) {
        return (oldest + index) % capacity;
    }
}
