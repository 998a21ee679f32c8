package io.waybill.history.interchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a pair of ids, such as a session and a partition. Open addressing: a look-up is one multiplication
 * and mostly one comparison, and nothing is boxed.
 */
final class PairTable<T> {

    private long[] pairs = new long[64];
    private @Nullable Object[] values = new @Nullable Object[64];
    private int size;

    static long pair(int high, int low) {
        return (long) high << 32 | (low & 0xFFFFFFFFL);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T get(long pair) {
        return (T) values[slot(pair)];
    }

    void put(long pair, T value) {
        if (size * 2 >= pairs.length) {
            grow();
        }
        int slot = slot(pair);
        size += values[slot] == null ? 1 : 0;
        pairs[slot] = pair;
        values[slot] = value;
    }

    private int slot(long pair) {
        int mask = pairs.length - 1;
        int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (values[slot] != null && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPairs = pairs;
        @Nullable Object[] oldValues = values;
        pairs = new long[oldPairs.length * 2];
        values = new @Nullable Object[oldPairs.length * 2];
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldPairs[i]);
                pairs[slot] = oldPairs[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Shows every value, in no particular order that anyone may rely on but the same in every run. */
    @SuppressWarnings("unchecked")
    void each(java.util.function.Consumer<T> consumer) {
        for (Object value : Arrays.asList(values)) {
            if (value != null) {
                consumer.accept((T) value);
            }
        }
    }
}
