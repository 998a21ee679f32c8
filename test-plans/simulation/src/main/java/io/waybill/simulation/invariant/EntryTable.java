package io.waybill.simulation.invariant;

import io.waybill.raft.entry.Membership;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every entry that any member ever appended, by index and term: a digest of the whole log up to it, and the term of the
 * entry before it. Log matching says that there is one of each.
 */
final class EntryTable {

    private static final int FIRST_SIZE = 4_096;
    private static final int TERM_BITS = 24;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private long[] keys = new long[FIRST_SIZE];
    private long[] chains = new long[FIRST_SIZE];
    private long[] previousTerms = new long[FIRST_SIZE];
    private int size;
    private final SortedMap<Long, Membership> memberships = new TreeMap<>();

    private static long key(long index, long term) {
        return index << TERM_BITS | term;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * SPREAD) >>> Integer.SIZE) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    boolean has(long index, long term) {
        return keys[slot(key(index, term))] != 0;
    }

    /** Returns the digest of the log up to an entry, 0 where there is no such entry. */
    long chain(long index, long term) {
        int at = slot(key(index, term));
        return keys[at] == 0 ? 0 : chains[at];
    }

    /** Returns the term of the entry before one that there is. */
    long previousTerm(long index, long term) {
        return previousTerms[slot(key(index, term))];
    }

    void put(long index, long term, long chain, long previousTerm) {
        if (size * 2 > keys.length) {
            grow();
        }
        int at = slot(key(index, term));
        keys[at] = key(index, term);
        chains[at] = chain;
        previousTerms[at] = previousTerm;
        size++;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldChains = chains;
        long[] oldTerms = previousTerms;
        keys = new long[oldKeys.length * 2];
        chains = Arrays.copyOf(chains, keys.length);
        previousTerms = Arrays.copyOf(previousTerms, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                chains[at] = oldChains[i];
                previousTerms[at] = oldTerms[i];
            }
        }
    }

    void putMembership(long index, long term, Membership membership) {
        memberships.put(key(index, term), membership);
    }

    /** Returns the membership that an entry says; null where it says none. */
    @Nullable
    Membership membership(long index, long term) {
        return memberships.isEmpty() ? null : memberships.get(key(index, term));
    }
}
