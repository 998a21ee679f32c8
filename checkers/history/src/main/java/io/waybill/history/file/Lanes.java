package io.waybill.history.file;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * The rows that wait to be written, in columns for each pair of ids: who recorded them, and of which partition. Safe
 * for use by any number of threads; the columns themselves are used by whoever holds their monitor. So threads that
 * record different things, as they mostly do, do not wait for each other.
 *
 * @param <C> the columns
 */
final class Lanes<C> implements Iterable<C> {

    private final ConcurrentMap<Long, C> byPair = new ConcurrentHashMap<>();
    /** As they were made: a history that is recorded twice alike is written twice alike. */
    private final Queue<C> inOrder = new ConcurrentLinkedQueue<>();

    private final Making<C> making;

    /** Makes the columns of a pair. */
    interface Making<C> {
        C columns(int owner, int partition);
    }

    Lanes(Making<C> making) {
        this.making = making;
    }

    /** Returns the columns of a pair, empty ones where there were none. */
    C of(int owner, int partition) {
        Long pair = (long) owner << 32 | (partition & 0xFFFFFFFFL);
        C known = byPair.get(pair);
        return known != null
                ? known
                : byPair.computeIfAbsent(pair, absent -> {
                    C made = making.columns(owner, partition);
                    inOrder.add(made);
                    return made;
                });
    }

    /** Iterates over all in the order in which they were made; those that are made meanwhile may be among them. */
    @Override
    public Iterator<C> iterator() {
        return inOrder.iterator();
    }
}
