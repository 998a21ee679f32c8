package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sends of a partition beside its deliveries: block after block as the offsets ascend, or at once where a
 * delivery asks for a message that was not laid out yet. Used by one thread, for one pass.
 */
final class SendFeed implements KnownSends {

    private final HistoryFacts facts;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final SendBlocks blocks;
    private final SendColumns sends;
    private final ArrayDeque<Page> spare;
    private final long start;
    private final BitSet fed;
    private SessionWindow[] windows = new SessionWindow[16];

    /** What the rows of the block say that is being laid out. */
    private SendStates stateOf;

    private int nextPlaced;
    private int nextUnplaced;

    /** @param start the lowest offset of the deliveries: blocks that lie wholly below it are left out */
    SendFeed(HistoryFacts facts, HistoryReader history, Workspace workspace, SendBlocks blocks, long start) {
        this.facts = facts;
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.sends = workspace.sends;
        this.spare = workspace.spare;
        this.blocks = blocks;
        this.start = start;
        this.fed = new BitSet(index.size());
        this.stateOf = new SendStates(facts, sends);
    }

    /** Lays out all blocks that begin at or below an offset. */
    void upTo(long offset) {
        int[] placed = blocks.placed();
        while (nextPlaced < placed.length && index.lowOffset(placed[nextPlaced]) <= offset) {
            int block = placed[nextPlaced++];
            if (index.highOffset(block) >= start) {
                feed(block);
            }
        }
    }

    /** Lays out all blocks without offsets that stand before a position of the file. */
    void unplacedBefore(long position) {
        int[] unplaced = blocks.unplaced();
        while (nextUnplaced < unplaced.length && index.position(unplaced[nextUnplaced]) < position) {
            feed(unplaced[nextUnplaced++]);
        }
    }

    /** Lays out the blocks that may hold a message. Returns whether there were any that were not laid out before. */
    boolean fetch(int session, long sequence) {
        boolean any = false;
        for (int block : blocks.of(session, sequence)) {
            if (!fed.get(block)) {
                feed(block);
                any = true;
            }
        }
        return any;
    }

    private void feed(int block) {
        if (fed.get(block)) {
            return;
        }
        fed.set(block);
        cursor.read(block, sends);
        blocks.count(block, sends);
        SessionWindow window = window(sends.session());
        stateOf = new SendStates(facts, sends);
        int rows = sends.rows();
        for (int row = 0; row < rows; ) {
            long sequence = sends.sequences()[row];
            Page page = window.page(sequence);
            int entry = (int) sequence & Page.MASK;
            int empty = page == null ? 0 : page.countEmpty(entry, Math.min(rows - row, Page.SIZE - entry));
            if (page != null && empty > 0) {
                int count = dense(row, empty);
                feedDensely(page, entry, row, count);
                row += count;
            } else {
                feedSlowly(window, row++);
            }
        }
    }

    /** Returns how many of the next {@code most} rows have consecutive sequences. */
    private int dense(int row, int most) {
        long[] sequences = sends.sequences();
        long first = sequences[row] - row;
        int end = row + 1;
        while (end < row + most && sequences[end] == first + end) {
            end++;
        }
        return end - row;
    }

    private void feedDensely(Page page, int entry, int row, int count) {
        page.copy(sends, row, entry, count);
        byte[] states = page.states;
        long[] offsets = sends.offsets();
        boolean plain = stateOf.isPlain();
        for (int i = 0; i < count; i++) {
            boolean acked = plain && offsets[row + i] >= 0 && sends.outcome(row + i) == SendColumns.OK;
            states[entry + i] = acked ? Page.ACKED : stateOf.row(row + i);
        }
        if (sends.hasTransactions()) {
            for (int i = 0; i < count; i++) {
                if (sends.transactions()[row + i] >= 0) {
                    page.transactions()[entry + i] = sends.transactions()[row + i];
                }
            }
        }
    }

    /** A message of which something is known already: its delivery, or (which must not be) its send. */
    private void feedSlowly(SessionWindow window, int row) {
        long sequence = sends.sequences()[row];
        Entry entry = window.look(sequence);
        if (entry == null || entry.sendState() != Page.EMPTY) {
            throw new CorruptHistoryException("message " + sequence + " of session " + window.session
                    + " to partition " + blocks.partition()
                    + " was sent twice; each send needs an identity of its own");
        }
        entry.state = stateOf.row(row);
        entry.offset = sends.offsets()[row];
        entry.invokeNanos = sends.invokeNanos()[row];
        entry.completeNanos = sends.completeNanos()[row];
        entry.transaction = sends.hasTransactions() ? sends.transactions()[row] : -1;
        window.put(sequence, entry);
    }

    /** Returns what is laid out of a session; a new, empty window if nothing is. */
    SessionWindow window(int session) {
        if (session >= windows.length) {
            windows = Arrays.copyOf(windows, Math.max(session + 1, windows.length * 2));
        }
        SessionWindow window = windows[session];
        if (window == null) {
            window = new SessionWindow(session, facts.isIdempotent(session, false), spare);
            windows[session] = window;
        }
        return window;
    }

    /** Returns what is laid out of a session, or null where nothing is. */
    @Nullable
    SessionWindow windowIfAny(int session) {
        return session < windows.length ? windows[session] : null;
    }

    /** Returns what is known of a message, fetched if need be; null where it is settled. */
    @Override
    public @Nullable Entry look(int session, long sequence) {
        SessionWindow window = window(session);
        Entry entry = window.look(sequence);
        boolean unknown = entry != null && entry.sendState() == Page.EMPTY;
        return unknown && fetch(session, sequence) ? window.look(sequence) : entry;
    }

    @Override
    public void put(int session, long sequence, Entry entry) {
        window(session).put(sequence, entry);
    }

    /** Gives up the pages that lag behind {@code passed}, the highest offset that was delivered. */
    void giveUpLagging(long passed) {
        for (SessionWindow window : windows) {
            if (window != null) {
                window.giveUpLagging(offset -> offset <= passed);
            }
        }
    }

    /** Returns all windows; entries of the array may be null. */
    @Nullable
    SessionWindow[] windows() {
        return windows;
    }

    /** Returns which blocks were laid out. */
    BitSet fed() {
        return fed;
    }
}
