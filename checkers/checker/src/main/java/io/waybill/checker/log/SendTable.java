package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All sends of a partition that is small enough, decoded once for however many chains read it. A message is found by
 * its session and sequence, or by its place. Used by one thread, for one pass after another.
 */
final class SendTable implements KnownSends {

    /** How many bits of a key that is sorted name the message; the others are its distance from the first place. */
    private static final int INDEX_BITS = 20;

    /** The most messages a table may have. */
    static final int MOST = 1 << INDEX_BITS;

    static final int NONE = -1;

    private static final long NOWHERE = Long.MAX_VALUE;

    private final int[] starts;
    private final int[] lengths;
    private final long[] lows;
    private final int[] sessions;

    /** As in a {@link Page}. */
    final byte[] states;

    final long[] offsets;
    final long[] invokeNanos;
    final long[] completeNanos;
    final long[] transactions;

    /** The lowest place at which any chain was handed the message. */
    private final long[] firstPlaces;

    /** The messages that have a place, in ascending order of it. */
    private int[] placed = {};

    private SendTable(int sessionCount, int size) {
        starts = new int[sessionCount];
        lengths = new int[sessionCount];
        lows = new long[sessionCount];
        sessions = new int[size];
        states = new byte[size];
        offsets = new long[size];
        invokeNanos = new long[size];
        completeNanos = new long[size];
        transactions = new long[size];
        firstPlaces = new long[size];
        Arrays.fill(firstPlaces, NOWHERE);
    }

    /**
     * Returns a table of the sends of a partition, or null where it would have more than {@code most} messages, or they
     * are too far apart.
     */
    static @Nullable SendTable of(
            HistoryFacts facts, HistoryReader history, Workspace workspace, SendBlocks blocks, int most) {
        BlockIndex index = history.index();
        int sessionCount = 0;
        long firstPlace = NOWHERE;
        long lastPlace = -1;
        for (int block : blocks.all()) {
            sessionCount = Math.max(sessionCount, index.owner(block) + 1);
            if (index.lowOffset(block) >= 0) {
                firstPlace = Math.min(firstPlace, index.lowOffset(block));
            }
            lastPlace = Math.max(lastPlace, index.highOffset(block));
        }
        long[] lows = new long[sessionCount];
        long[] ends = new long[sessionCount];
        Arrays.fill(lows, Long.MAX_VALUE);
        for (int block : blocks.all()) {
            int session = index.owner(block);
            lows[session] = Math.min(lows[session], index.lowSequence(block));
            ends[session] = Math.max(ends[session], index.highSequence(block) + 1);
        }
        long size = 0;
        for (int session = 0; session < sessionCount; session++) {
            size += Math.max(0, ends[session] - lows[session]);
            if (lows[session] < 0 || size > Math.min(most, MOST)) {
                return null;
            }
        }
        if (lastPlace - firstPlace >= Long.MAX_VALUE >> INDEX_BITS) {
            return null;
        }
        SendTable table = new SendTable(sessionCount, (int) size);
        int next = 0;
        for (int session = 0; session < sessionCount; session++) {
            int length = (int) Math.max(0, ends[session] - lows[session]);
            table.starts[session] = next;
            table.lengths[session] = length;
            table.lows[session] = length == 0 ? 0 : lows[session];
            Arrays.fill(table.sessions, next, next + length, session);
            next += length;
        }
        for (int block : blocks.all()) {
            workspace.cursor.read(block, workspace.sends);
            blocks.count(block, workspace.sends);
            table.add(facts, workspace.sends);
        }
        table.sort(firstPlace);
        return table;
    }

    private void add(HistoryFacts facts, SendColumns sends) {
        SendStates stateOf = new SendStates(facts, sends);
        for (int row = 0; row < sends.rows(); row++) {
            int at = find(sends.session(), sends.sequences()[row]);
            if (states[at] != Page.EMPTY) {
                throw new CorruptHistoryException("message " + sends.sequences()[row] + " of session "
                        + sends.session() + " to partition " + sends.partition()
                        + " was sent twice; each send needs an identity of its own");
            }
            states[at] = stateOf.row(row);
            offsets[at] = sends.offsets()[row];
            invokeNanos[at] = sends.invokeNanos()[row];
            completeNanos[at] = sends.completeNanos()[row];
            transactions[at] = sends.hasTransactions() ? sends.transactions()[row] : -1;
        }
    }

    private void sort(long firstPlace) {
        long[] keys = new long[states.length];
        int count = 0;
        for (int at = 0; at < states.length; at++) {
            if (states[at] != Page.EMPTY && offsets[at] >= 0) {
                keys[count++] = (offsets[at] - firstPlace) << INDEX_BITS | at;
            }
        }
        Arrays.sort(keys, 0, count);
        placed = new int[count];
        for (int i = 0; i < count; i++) {
            placed[i] = (int) keys[i] & (MOST - 1);
        }
    }

    /** Returns where a message stands in the table, or {@link #NONE}. */
    int find(int session, long sequence) {
        if (session >= starts.length) {
            return NONE;
        }
        long i = sequence - lows[session];
        return i >= 0 && i < lengths[session] ? starts[session] + (int) i : NONE;
    }

    int session(int at) {
        return sessions[at];
    }

    long sequence(int at) {
        return lows[sessions[at]] + at - starts[sessions[at]];
    }

    /** Returns the messages that have a place, in ascending order of it. */
    int[] placed() {
        return placed;
    }

    /** Returns the index in {@link #placed()} of the first message at or above a place. */
    int firstPlaced(long place) {
        int low = 0;
        int high = placed.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets[placed[middle]] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Notes that some chain was handed a message at a place. */
    void handed(int at, long place) {
        if (place < firstPlaces[at]) {
            firstPlaces[at] = place;
        }
    }

    boolean wasHanded(int at) {
        return firstPlaces[at] != NOWHERE && states[at] != Page.EMPTY;
    }

    long firstPlace(int at) {
        return firstPlaces[at];
    }

    /**
     * Forgets what was delivered, for the next pass. Returns how many acknowledged messages that can be asked for were
     * not.
     */
    long forget(long logStart) {
        long unseen = 0;
        for (int at = 0; at < states.length; at++) {
            byte state = states[at];
            boolean asked = (state == Page.ACKED && offsets[at] >= logStart) || state == Page.UNPLACED;
            unseen += asked ? 1 : 0;
            states[at] = (byte) (state & ~Page.DELIVERED);
        }
        return unseen;
    }

    Entry entry(int at) {
        Entry entry = new Entry();
        entry.state = states[at];
        entry.offset = offsets[at];
        entry.invokeNanos = invokeNanos[at];
        entry.completeNanos = completeNanos[at];
        entry.transaction = transactions[at];
        return entry;
    }

    @Override
    public Entry look(int session, long sequence) {
        int at = find(session, sequence);
        return at == NONE || states[at] == Page.EMPTY ? new Entry() : entry(at);
    }

    /** Only what became of the message is kept: where it was acknowledged, the next pass asks again. */
    @Override
    public void put(int session, long sequence, Entry entry) {
        states[find(session, sequence)] = entry.state;
    }
}
