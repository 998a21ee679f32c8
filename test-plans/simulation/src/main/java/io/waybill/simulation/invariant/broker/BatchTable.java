package io.waybill.simulation.invariant.broker;

/**
 * Every batch of a partition that any replica ever had, by offset and leader epoch: what it was, and the chain of the
 * log up to it, which is a digest of everything before and itself. Open addressing; nothing is ever removed.
 */
final class BatchTable {

    /** The chain of a log of which nobody knows what was before its start. */
    static final int UNKNOWN = 0;

    /** The chain before offset 0. */
    static final int ROOT = 1;

    private static final int FIRST_SIZE = 256;
    private static final int EPOCH_BITS = 24;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final long PRIME = 0xff51afd7ed558ccdL;
    private static final long FREE = 0;

    private long[] keys = new long[FIRST_SIZE];
    private int[] contents = new int[FIRST_SIZE];
    private int[] chains = new int[FIRST_SIZE];
    private int size;

    /** Returns the digest of a batch by itself, never 0. */
    static int content(long base, long last, int crc) {
        return folded(mixed(last - base) ^ crc);
    }

    /** Returns the chain up to a batch, where the one before it is known; never {@link #UNKNOWN}. */
    static int chain(int before, int epoch, int content) {
        return folded(mixed(((long) before << Integer.SIZE) ^ content) ^ epoch);
    }

    private static int folded(long value) {
        return (int) (mixed(value) >>> Integer.SIZE) | 1;
    }

    private static long mixed(long value) {
        long mixed = value * PRIME;
        mixed ^= mixed >>> Integer.SIZE;
        return mixed * SPREAD;
    }

    private static long key(long base, int epoch) {
        return ((base + 1) << EPOCH_BITS) | epoch;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * SPREAD) >>> Integer.SIZE) & mask;
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** Returns the digest of a batch, 0 where nobody has had one there. */
    int contentAt(long base, int epoch) {
        return contents[slot(key(base, epoch))];
    }

    /** Returns the chain up to a batch, {@link #UNKNOWN} where nobody knows. */
    int chainAt(long base, int epoch) {
        return chains[slot(key(base, epoch))];
    }

    /** Notes a batch, or what is now known of it. */
    void put(long base, int epoch, int content, int chain) {
        if (2 * size >= keys.length) {
            grow();
        }
        long key = key(base, epoch);
        int at = slot(key);
        size += keys[at] == FREE ? 1 : 0;
        keys[at] = key;
        contents[at] = content;
        chains[at] = chain;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldContents = contents;
        int[] oldChains = chains;
        keys = new long[2 * oldKeys.length];
        contents = new int[keys.length];
        chains = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                contents[at] = oldContents[i];
                chains[at] = oldChains[i];
            }
        }
    }
}
