package io.waybill.log.producer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The transactions of a log: open, decided but perhaps not replicated, and aborted. */
final class Transactions {

    private static final int DECIDED_BYTES = 16;

    /** First offsets of open transactions, each with its producer. */
    private final TreeMap<Long, Long> open = new TreeMap<>();
    /** First offsets of transactions whose marker may be above the high watermark, each with the marker's offset. */
    private final TreeMap<Long, Long> decided = new TreeMap<>();
    /** In the order of their markers. */
    private final List<AbortedTransaction> aborted = new ArrayList<>();

    void begin(long producerId, long firstOffset) {
        open.put(firstOffset, producerId);
    }

    void end(long producerId, long firstOffset, long markerOffset, boolean commit) {
        open.remove(firstOffset);
        decided.put(firstOffset, markerOffset);
        if (!commit) {
            long stable = open.isEmpty() ? markerOffset + 1 : open.firstKey();
            aborted.add(new AbortedTransaction(producerId, firstOffset, markerOffset, stable));
        }
    }

    /** Returns the first offset whose fate is not known everywhere, or {@link Long#MAX_VALUE}. */
    long firstUnstable() {
        long first = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
        return decided.isEmpty() ? first : Math.min(first, decided.firstKey());
    }

    void advanceHighWatermark(long highWatermark) {
        decided.values().removeIf(marker -> marker < highWatermark);
    }

    /** Returns those of which a message may be from {@code from}, inclusive, to {@code to}, exclusive. */
    List<AbortedTransaction> abortedIn(long from, long to) {
        List<AbortedTransaction> found = new ArrayList<>();
        for (int i = firstEndingAt(from); i < aborted.size(); i++) {
            AbortedTransaction transaction = aborted.get(i);
            if (transaction.firstOffset() < to) {
                found.add(transaction);
            }
            if (transaction.lastStableOffset() >= to) {
                break; // What ended later began at this stable offset or later.
            }
        }
        return found;
    }

    /** Returns the index of the first that ended at an offset or later. */
    private int firstEndingAt(long offset) {
        int low = 0;
        int high = aborted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (aborted.get(middle).lastOffset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void restore(List<AbortedTransaction> more) {
        aborted.addAll(more);
    }

    void forgetAbortedFrom(long offset) {
        aborted.subList(firstEndingAt(offset), aborted.size()).clear();
    }

    void forgetAbortedBefore(long offset) {
        aborted.subList(0, firstEndingAt(offset)).clear();
    }

    void clear() {
        open.clear();
        decided.clear();
    }

    int sizeBytes() {
        return Integer.BYTES + decided.size() * DECIDED_BYTES;
    }

    void write(ByteBuffer to) {
        to.putInt(decided.size());
        for (Map.Entry<Long, Long> entry : decided.entrySet()) {
            to.putLong(entry.getKey()).putLong(entry.getValue());
        }
    }

    void read(ByteBuffer from) {
        int count = from.getInt();
        for (int i = 0; i < count; i++) {
            decided.put(from.getLong(), from.getLong());
        }
    }
}
