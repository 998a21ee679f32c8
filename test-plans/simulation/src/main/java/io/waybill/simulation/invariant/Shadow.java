package io.waybill.simulation.invariant;

/** The log of one member as it told it: for each index the term, and the digest of everything up to it. */
final class Shadow {

    private final Longs terms = new Longs();
    private final Longs chains = new Longs();
    private long base;
    private long last;

    /** Returns the entry before the first that the member has. */
    long base() {
        return base;
    }

    long last() {
        return last;
    }

    long lastTerm() {
        return terms.get(last);
    }

    /** Returns the term of an entry that the member has, or of its base; -1 of any other. */
    long term(long index) {
        return index >= base && index <= last ? terms.get(index) : -1;
    }

    long chain(long index) {
        return chains.get(index);
    }

    void append(long index, long term, long chain) {
        terms.set(index, term);
        chains.set(index, chain);
        last = index;
    }

    void truncateFrom(long index) {
        last = index - 1;
    }

    /** Forgets everything and begins after an entry. */
    void reset(long index, long term, long chain) {
        terms.set(index, term);
        chains.set(index, chain);
        base = index;
        last = index;
    }

    void dropBefore(long firstIndex) {
        base = Math.max(base, Math.min(firstIndex - 1, last));
    }
}
