package io.waybill.checker.online;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.DuplicateDelivery;
import io.waybill.checker.anomaly.NonmonotonicPoll;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one consumer reads of one partition: within an assignment, and without a seek, it may not go back.
 *
 * <p>The last rows are kept, so that a repeated one can be told from one that merely stands behind. A step back waits
 * until the consumer is handed something of a later poll: until then a seek of that very moment may explain it.
 */
final class ReadingWatch {

    private static final int KEPT = 2 * DeliveryColumns.CAPACITY;
    private static final int MOST_WAITING = 1 << 16;
    private static final long NOWHERE = -1;

    private final int partition;
    private final Ledger ledger;
    private final List<EarlyFinding> waiting = new ArrayList<>();

    private long[] offsets = new long[64];
    private int[] sessions = new int[64];
    private long[] sequences = new long[64];
    private int kept;

    /** The first kept row of this reading, and whether that is its first row of all. */
    private int first;

    private boolean whole = true;

    private long movedNanos = Long.MIN_VALUE;
    private long movedTo = NOWHERE;
    private long lastNanos = Long.MIN_VALUE;
    private long lastOffset = NOWHERE;
    private final Passage earlier = new Passage();
    private long from = NOWHERE;
    private long highest = NOWHERE;

    ReadingWatch(int partition, Ledger ledger) {
        this.partition = partition;
        this.ledger = ledger;
    }

    /** The consumer may have been moved between two times. */
    void moved(long fromNanos, long toNanos, long offset) {
        movedNanos = Math.max(movedNanos, toNanos);
        movedTo = offset;
        waiting.removeIf(finding -> fromNanos <= finding.timeNanos());
    }

    /** A poll at the log's end returned nothing. */
    void reachedEnd(long offset) {
        if (highest >= 0 || from >= 0) {
            highest = Math.max(highest, offset - 1);
        }
    }

    void deliveries(DeliveryColumns deliveries) {
        int rows = deliveries.rows();
        keep(deliveries);
        long[] place = deliveries.offsets();
        long[] returned = deliveries.completeNanos();
        for (int row = 0; row < rows; row++) {
            long nanos = returned[row];
            if (nanos > lastNanos && !waiting.isEmpty()) {
                confirm(nanos);
            }
            if (movedNanos >= lastNanos || nanos < lastNanos) {
                begin(kept - rows + row, nanos);
            }
            if (place[row] > highest) {
                highest = place[row];
                from = from == NOWHERE ? place[row] : from;
            } else {
                back(kept - rows + row, nanos);
            }
            lastNanos = nanos;
            lastOffset = place[row];
        }
    }

    private void keep(DeliveryColumns deliveries) {
        int rows = deliveries.rows();
        while (offsets.length < kept + rows && offsets.length < KEPT) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
            sessions = Arrays.copyOf(sessions, sessions.length * 2);
            sequences = Arrays.copyOf(sequences, sequences.length * 2);
        }
        int over = Math.max(0, kept + rows - offsets.length);
        // Half at once, so that a small block does not move all the others.
        int dropped = over == 0 ? 0 : Math.min(kept, Math.max(over, KEPT / 2));
        if (dropped > 0) {
            System.arraycopy(offsets, dropped, offsets, 0, kept - dropped);
            System.arraycopy(sessions, dropped, sessions, 0, kept - dropped);
            System.arraycopy(sequences, dropped, sequences, 0, kept - dropped);
            kept -= dropped;
            whole &= first >= dropped;
            first = Math.max(0, first - dropped);
        }
        System.arraycopy(deliveries.offsets(), 0, offsets, kept, rows);
        System.arraycopy(deliveries.sessions(), 0, sessions, kept, rows);
        System.arraycopy(deliveries.sequences(), 0, sequences, kept, rows);
        kept += rows;
    }

    private void begin(int row, long nanos) {
        if (from >= 0 && from < highest) {
            earlier.add(from, highest);
        }
        first = row;
        whole = true;
        // What moved it at the very moment of the poll may have moved it before or behind.
        from = movedNanos < nanos && movedNanos > lastNanos ? movedTo : NOWHERE;
        highest = NOWHERE;
        lastOffset = NOWHERE;
        if (movedNanos < nanos) {
            movedNanos = Long.MIN_VALUE;
        }
    }

    private void back(int row, long nanos) {
        MessageId message = new MessageId(sessions[row], partition, sequences[row]);
        if (message.isOurs() && isRepeated(row)) {
            suspect(DuplicateDelivery.KIND, message, row, nanos);
        } else if (offsets[row] <= lastOffset && (whole || !message.isOurs())) {
            suspect(NonmonotonicPoll.KIND, message, row, nanos);
        }
    }

    private boolean isRepeated(int row) {
        for (int before = row - 1; before >= first; before--) {
            if (offsets[before] == offsets[row]
                    && sequences[before] == sequences[row]
                    && sessions[before] == sessions[row]) {
                return true;
            }
        }
        return false;
    }

    private void suspect(AnomalyKind kind, MessageId message, int row, long nanos) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new EarlyFinding(kind, message, Optional.empty(), offsets[row], nanos));
        }
    }

    private void confirm(long nanos) {
        waiting.removeIf(finding -> {
            boolean over = finding.timeNanos() < nanos;
            if (over) {
                ledger.confirm(finding);
            }
            return over;
        });
    }

    /** Nothing comes any more that could have moved it. */
    void end() {
        confirm(Event.NEVER);
    }

    /** Returns whether the consumer came by a place. */
    boolean passed(long offset) {
        return (from >= 0 && from <= offset && offset < highest) || earlier.has(offset);
    }
}
