package io.waybill.log.producer;

import io.waybill.log.batch.ControlMarker;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The producers of a log. It follows from the log's batches in their order: a leader asks {@link #check} first, a
 * follower and a restart only {@link #append}. For one thread.
 */
public final class ProducerTable {

    private static final int MAGIC = 0x57505331; // WPS1
    private static final int SNAPSHOT_HEAD = 4 + 8 + 4 + 4;
    private static final int EPOCH_AT = 4 + 8;

    private LogSettings settings;
    private final int remembered;
    private final LongMap<ProducerState> producers = new LongMap<>();
    private final Transactions transactions = new Transactions();

    /** Creates the table of an empty log. */
    public ProducerTable(LogSettings settings) {
        this.settings = settings;
        this.remembered = settings.has(LogMutant.ONE_BATCH_REMEMBERED) ? 1 : ProducerState.REMEMBERED;
    }

    /** Behaves otherwise from now on. The flaws stay as they were. */
    public void configure(LogSettings changed) {
        settings = changed;
    }

    /**
     * Says what a leader must do with a batch that has a producer.
     *
     * @param leaderEpoch the leader's own
     */
    public SequenceVerdict check(RecordBatch batch, int leaderEpoch) {
        ProducerState state = producers.get(batch.producerId());
        if (batch.isControl()) {
            return checkMarker(batch, state);
        }
        if (settings.has(LogMutant.SEQUENCE_UNCHECKED)) {
            return SequenceVerdict.ACCEPTED;
        }
        int sequence = batch.baseSequence();
        if (state == null) {
            // KIP-360 lets a producer that was forgotten go on. But a producer whose first batch was refused looks the
            // same, and its second one would overtake the first; so a strict log wants the first sequence.
            boolean first = sequence == 0 || settings.anyFirstSequence();
            return first ? SequenceVerdict.ACCEPTED : SequenceVerdict.UNKNOWN_PRODUCER;
        }
        if (!settings.has(LogMutant.PRODUCER_EPOCH_UNCHECKED)) {
            if (batch.producerEpoch() < state.epoch) {
                return SequenceVerdict.FENCED;
            }
            if (batch.producerEpoch() > state.epoch) {
                return sequence == 0 ? SequenceVerdict.ACCEPTED : SequenceVerdict.OUT_OF_ORDER;
            }
        }
        if (state.find(batch) != null) {
            return SequenceVerdict.DUPLICATE;
        }
        boolean gapAllowed = settings.has(LogMutant.GAP_AFTER_LEADER_CHANGE) && state.leaderEpoch != leaderEpoch;
        return sequence == state.nextSequence() || gapAllowed ? SequenceVerdict.ACCEPTED : SequenceVerdict.OUT_OF_ORDER;
    }

    private static SequenceVerdict checkMarker(RecordBatch batch, @Nullable ProducerState state) {
        if (state == null) {
            return SequenceVerdict.ACCEPTED;
        }
        if (batch.marker().coordinatorEpoch() < state.coordinatorEpoch) {
            return SequenceVerdict.STALE_COORDINATOR;
        }
        return batch.producerEpoch() < state.epoch ? SequenceVerdict.FENCED : SequenceVerdict.ACCEPTED;
    }

    /** Returns the batch that makes {@code batch} a duplicate, after {@link #check} has said so. */
    public ProducerView.Remembered original(RecordBatch batch) {
        ProducerState state = Objects.requireNonNull(producers.get(batch.producerId()));
        return Objects.requireNonNull(state.find(batch));
    }

    /**
     * Takes in a batch that is in the log, at its offset; does nothing where it has no producer.
     *
     * @param nowMillis when it was appended here, by the clock of this node
     */
    public void append(RecordBatch batch, long nowMillis) {
        if (batch.producerId() < 0) {
            return;
        }
        ProducerState state = producers.get(batch.producerId());
        if (state == null) {
            state = new ProducerState(batch.producerId(), batch.producerEpoch(), remembered);
            producers.put(batch.producerId(), state);
        }
        if (batch.producerEpoch() > state.epoch) {
            state.bumpEpoch(batch.producerEpoch());
        }
        state.seenMillis = nowMillis;
        state.lastOffset = batch.lastOffset();
        state.leaderEpoch = batch.leaderEpoch();
        if (batch.isControl()) {
            end(state, batch);
            return;
        }
        if (batch.isTransactional() && state.transactionStart < 0) {
            state.transactionStart = batch.baseOffset();
            transactions.begin(state.id, batch.baseOffset());
        }
        if (batch.hasSequence()) {
            state.remember(batch);
        }
    }

    private void end(ProducerState state, RecordBatch batch) {
        ControlMarker marker = batch.marker();
        state.coordinatorEpoch = Math.max(state.coordinatorEpoch, marker.coordinatorEpoch());
        if (state.transactionStart >= 0) {
            transactions.end(state.id, state.transactionStart, batch.baseOffset(), marker.commit());
            state.transactionStart = -1;
        }
    }

    /**
     * Forgets who was silent for too long. Who has an open transaction stays, and who has a batch that is not
     * replicated (KIP-854): its client may send that batch again.
     */
    public void expire(long nowMillis, long highWatermark) {
        producers.removeIf(state -> state.transactionStart < 0
                && state.lastOffset < highWatermark
                && nowMillis - state.seenMillis >= settings.producerExpiryMillis());
    }

    /** Forgets decided transactions whose marker is below the high watermark: everyone has it. */
    public void advanceHighWatermark(long highWatermark) {
        transactions.advanceHighWatermark(highWatermark);
    }

    /** Returns the first offset of a transaction that is open or not decided everywhere; or {@link Long#MAX_VALUE}. */
    public long firstUnstableOffset() {
        return transactions.firstUnstable();
    }

    /**
     * Returns the aborted transactions that may have messages from {@code from}, inclusive, to {@code to}, exclusive.
     */
    public List<AbortedTransaction> abortedIn(long from, long to) {
        return transactions.abortedIn(from, to);
    }

    /** Adds aborted transactions that an index tells of, in ascending order and older than all that are known. */
    public void restoreAborted(List<AbortedTransaction> aborted) {
        transactions.restore(aborted);
    }

    /** Forgets aborted transactions that ended below an offset. */
    public void forgetAbortedBefore(long offset) {
        transactions.forgetAbortedBefore(offset);
    }

    /** Forgets aborted transactions that ended at an offset or above it. */
    public void forgetAbortedFrom(long offset) {
        transactions.forgetAbortedFrom(offset);
    }

    /** Returns how many producers are known. */
    public int size() {
        return producers.size();
    }

    /** Returns what is known of all producers, in the order of their ids. */
    public List<ProducerView> producers() {
        List<ProducerView> views = new ArrayList<>(producers.size());
        for (long id : producers.sortedKeys()) {
            views.add(Objects.requireNonNull(producers.get(id)).view());
        }
        return views;
    }

    /** Forgets everything but the aborted transactions. */
    public void clear() {
        producers.clear();
        transactions.clear();
    }

    /**
     * Returns this table as bytes for a file.
     *
     * @param offset the log end offset, of which this is the state
     * @param lastEpoch the leader epoch of the batch before, by which a snapshot of another history is known; -1 where
     *     the log does not know it
     */
    public ByteBuffer snapshot(long offset, int lastEpoch) {
        int[] size = {SNAPSHOT_HEAD + transactions.sizeBytes() + Integer.BYTES};
        producers.forEach(state -> size[0] += state.sizeBytes());
        ByteBuffer bytes = ByteBuffer.allocate(size[0]);
        bytes.putInt(MAGIC).putLong(offset).putInt(lastEpoch).putInt(producers.size());
        for (long id : producers.sortedKeys()) {
            Objects.requireNonNull(producers.get(id)).write(bytes);
        }
        transactions.write(bytes);
        return bytes.putInt(crcOf(bytes.duplicate().flip())).flip();
    }

    /**
     * Becomes what a snapshot says, where it is whole and of this history; else becomes empty. Aborted transactions
     * stay.
     *
     * @return whether the snapshot was taken
     */
    public boolean load(ByteBuffer snapshot, long offset, int lastEpoch) {
        clear();
        if (!isSnapshot(snapshot, offset)) {
            return false;
        }
        ByteBuffer from = snapshot.duplicate().position(EPOCH_AT);
        int epoch = from.getInt();
        if (epoch >= 0 && lastEpoch >= 0 && epoch != lastEpoch) {
            return false;
        }
        int count = from.getInt();
        for (int i = 0; i < count; i++) {
            ProducerState state = ProducerState.read(from, remembered);
            producers.put(state.id, state);
            if (state.transactionStart >= 0) {
                transactions.begin(state.id, state.transactionStart);
            }
        }
        transactions.read(from);
        return true;
    }

    /** Returns whether bytes, from index 0 to the limit, are a whole snapshot of an offset. */
    public static boolean isSnapshot(ByteBuffer bytes, long offset) {
        int end = bytes.limit() - Integer.BYTES;
        return end >= SNAPSHOT_HEAD + Integer.BYTES
                && bytes.getInt(end) == crcOf(bytes.duplicate().position(0).limit(end))
                && bytes.getInt(0) == MAGIC
                && bytes.getLong(Integer.BYTES) == offset;
    }

    private static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
