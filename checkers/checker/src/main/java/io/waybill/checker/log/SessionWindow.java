package io.waybill.checker.log;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one session that a pass is busy with: a few pages around where it is, and single entries for the few
 * that are elsewhere.
 *
 * <p>A page whose every message was sent and delivered is done and reused. One that lags far behind is given up: what
 * is still open in it becomes entries of their own. A message of a page that is gone, without an entry, is settled: it
 * was sent, and delivered where it was acknowledged.
 */
final class SessionWindow {

    /** So many pages behind the newest, a page is given up if nothing of it can still come in order. */
    private static final int LAG = 6;

    /** A sequence this many pages ahead is no neighbour: it gets an entry of its own instead of the pages between. */
    private static final int LEAP = 1 << 14;

    final int session;

    /** What was delivered so far, as far as the order of the next depends on it. */
    final OrderState order;

    private final ArrayDeque<Page> spare;
    private Page[] ring = new Page[8];
    private boolean[] gone = new boolean[8];

    /** The first page there ever was, the first that is not gone, and the newest; -1 before the first. */
    private long first = -1;

    private long base = -1;
    private long newest = -1;

    /** The page that was asked for last: rows come in order, so it is nearly always the next one too. */
    private @Nullable Page current;

    /** What is still open of pages that are gone. */
    private final Map<Long, Entry> left = new HashMap<>();

    /** Whatever is known of sequences whose pages are no neighbours yet, or lie in front of the first. */
    private final Map<Long, Entry> far = new HashMap<>();

    SessionWindow(int session, boolean idempotent, ArrayDeque<Page> spare) {
        this.session = session;
        this.order = new OrderState(session, idempotent);
        this.spare = spare;
    }

    /**
     * Returns the page of a sequence, a new one if need be, or null where the sequence has no page (any more): see
     * {@link #look}.
     */
    @Nullable
    Page page(long sequence) {
        long number = sequence >> Page.BITS;
        Page last = current;
        if (last != null && last.number == number) {
            return last;
        }
        current = find(number);
        return current;
    }

    private @Nullable Page find(long number) {
        if (base < 0) {
            first = number;
            base = number;
            newest = number;
        }
        long ahead = number - base;
        if (ahead < 0 || ahead >= LEAP) {
            return null;
        }
        if (ahead >= ring.length) {
            widen((int) ahead + 1);
        }
        int slot = (int) number & (ring.length - 1);
        Page page = ring[slot];
        return page == null && !gone[slot] ? open(number, slot) : page;
    }

    private Page open(long number, int slot) {
        Page page = spare.isEmpty() ? new Page() : spare.pop();
        page.reuse(number);
        ring[slot] = page;
        newest = Math.max(newest, number);
        if (!far.isEmpty()) {
            // It may have been no neighbour when its first messages were seen.
            long start = number << Page.BITS;
            for (int i = 0; i < Page.SIZE; i++) {
                Entry entry = far.remove(start + i);
                if (entry != null) {
                    store(page, i, entry);
                }
            }
        }
        return page;
    }

    private void widen(int atLeast) {
        int length = Integer.highestOneBit(atLeast - 1) * 2;
        Page[] pages = new Page[length];
        boolean[] were = new boolean[length];
        for (long number = base; number < base + ring.length; number++) {
            int from = (int) number & (ring.length - 1);
            int to = (int) number & (length - 1);
            pages[to] = ring[from];
            were[to] = gone[from];
        }
        ring = pages;
        gone = were;
    }

    /** Returns what is known of a message, to be changed and {@link #put} back; null where it is settled. */
    @Nullable
    Entry look(long sequence) {
        Page page = page(sequence);
        if (page != null) {
            return copy(page, (int) sequence & Page.MASK);
        }
        if (isGone(sequence >> Page.BITS)) {
            return left.get(sequence);
        }
        Entry entry = far.get(sequence);
        return entry == null ? new Entry() : entry;
    }

    private boolean isGone(long number) {
        return number >= first && number - base < LEAP && (number < base || gone[(int) number & (ring.length - 1)]);
    }

    /** Stores what is known of a message that is not settled. */
    void put(long sequence, Entry entry) {
        Page page = page(sequence);
        if (page != null) {
            store(page, (int) sequence & Page.MASK, entry);
            if (page.open == 0) {
                release(page);
            }
        } else if (!isGone(sequence >> Page.BITS)) {
            far.put(sequence, entry);
        } else if (entry.isOpen()) {
            left.put(sequence, entry);
        } else {
            left.remove(sequence);
        }
    }

    private static void store(Page page, int i, Entry entry) {
        page.open += (entry.isOpen() ? 1 : 0) - (Entry.isOpen(page.states[i]) ? 1 : 0);
        page.set(i, entry.state, entry.offset, entry.invokeNanos, entry.completeNanos);
        if (entry.transaction >= 0) {
            page.transactions()[i] = entry.transaction;
        }
    }

    private static Entry copy(Page page, int i) {
        Entry entry = new Entry();
        entry.state = page.states[i];
        entry.offset = page.offset(i);
        entry.invokeNanos = page.invokeNanos(i);
        entry.completeNanos = page.completeNanos(i);
        entry.transaction = page.transactions == null ? -1 : page.transactions[i];
        return entry;
    }

    /** Says that nothing in a page is open any more. */
    void release(Page page) {
        if (current == page) {
            current = null;
        }
        int slot = (int) page.number & (ring.length - 1);
        ring[slot] = null;
        gone[slot] = true;
        spare.push(page);
        while (base <= newest && gone[(int) base & (ring.length - 1)]) {
            gone[(int) base & (ring.length - 1)] = false;
            base++;
        }
    }

    /** Gives up pages that lag, if {@code isPassed} says of each acknowledged offset in them that it will not come. */
    void giveUpLagging(LongPredicate isPassed) {
        for (long number = base; number < newest - LAG; number++) {
            Page page = ring[(int) number & (ring.length - 1)];
            if (page != null) {
                if (!mayBeGivenUp(page, isPassed)) {
                    return;
                }
                giveUp(page, false);
            }
        }
    }

    private static boolean mayBeGivenUp(Page page, LongPredicate isPassed) {
        for (int i = 0; i < Page.SIZE; i++) {
            if (page.states[i] == Page.ACKED && !isPassed.test(page.offset(i))) {
                return false;
            }
        }
        return true;
    }

    /** Gives up all pages, and returns what is open and known of, by sequence: the pass is at its end. */
    Map<Long, Entry> giveUpAll() {
        for (Page page : Arrays.copyOf(ring, ring.length)) {
            if (page != null) {
                giveUp(page, true);
            }
        }
        left.putAll(far);
        return left;
    }

    private void giveUp(Page page, boolean atEnd) {
        long start = page.number << Page.BITS;
        for (int i = 0; i < Page.SIZE; i++) {
            // Of a message that is not known of, an entry says that it is not settled; at the end nobody asks.
            if (Entry.isOpen(page.states[i]) && !(atEnd && page.states[i] == Page.EMPTY)) {
                left.put(start + i, copy(page, i));
            }
        }
        release(page);
    }
}
