package io.waybill.log.producer;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map from numbers to objects without a box for each number: open addressing, linear probing, at most half full. Its
 * order follows from the numbers and their history alone, but is no order that means anything.
 */
final class LongMap<V> {

    private static final int FIRST_CAPACITY = 8;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private long[] keys = new long[FIRST_CAPACITY];
    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    V get(long key) {
        return value(slotOf(key));
    }

    void put(long key, V value) {
        int slot = slotOf(key);
        if (values[slot] == null) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size * 2 > keys.length) {
            rebuild(keys.length * 2, any -> true);
        }
    }

    void removeIf(Predicate<V> condition) {
        int[] hits = {0};
        forEach(value -> hits[0] += condition.test(value) ? 1 : 0);
        if (hits[0] > 0) {
            rebuild(keys.length, condition.negate());
        }
    }

    void forEach(Consumer<V> action) {
        for (int slot = 0; slot < keys.length; slot++) {
            V value = value(slot);
            if (value != null) {
                action.accept(value);
            }
        }
    }

    /** Returns the keys in ascending order. */
    long[] sortedKeys() {
        long[] sorted = new long[size];
        int count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (values[slot] != null) {
                sorted[count++] = keys[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    void clear() {
        keys = new long[FIRST_CAPACITY];
        values = new Object[FIRST_CAPACITY];
        size = 0;
    }

    private void rebuild(int capacity, Predicate<V> keep) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new Object[capacity];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            @SuppressWarnings("unchecked") // Only put() stores values.
            V value = (V) oldValues[slot];
            if (value != null && keep.test(value)) {
                int target = slotOf(oldKeys[slot]);
                keys[target] = oldKeys[slot];
                values[target] = value;
                size++;
            }
        }
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * SPREAD) >>> Integer.SIZE) & mask;
        while (values[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    @SuppressWarnings("unchecked") // Only put() stores values.
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }
}
