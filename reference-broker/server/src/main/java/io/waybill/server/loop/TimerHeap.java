package io.waybill.server.loop;

import io.waybill.environment.Timers;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Timers by the time at which they are due, and at the same time by their age: a binary heap in which each knows its
 * place. Most timers are set for long and taken back soon; such a one comes in at the bottom and is taken from there,
 * so both cost next to nothing, and nothing that was taken back stays.
 */
final class TimerHeap {

    private static final int FIRST_CAPACITY = 64;

    private @Nullable Entry[] entries = new Entry[FIRST_CAPACITY];
    private int size;

    /** Returns the one that is due first; null where there is none. */
    @Nullable
    Entry first() {
        return entries[0];
    }

    int size() {
        return size;
    }

    void add(Entry entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        size++;
        rise(size - 1, entry);
    }

    /** Removes one that is in it. */
    void remove(Entry entry) {
        int place = entry.place;
        entry.place = Entry.NOWHERE;
        size--;
        var last = at(size);
        entries[size] = null;
        if (last != entry) {
            sink(place, last);
            if (last.place == place) {
                rise(place, last);
            }
        }
    }

    /** Puts an entry at a place or, as far as it is due earlier, above it. */
    private void rise(int from, Entry entry) {
        int place = from;
        while (place > 0) {
            int above = (place - 1) / 2;
            var parent = at(above);
            if (!entry.isBefore(parent)) {
                break;
            }
            put(place, parent);
            place = above;
        }
        put(place, entry);
    }

    /** Puts an entry at a place or, as far as others are due earlier, below it. */
    private void sink(int from, Entry entry) {
        int place = from;
        while (2 * place + 1 < size) {
            int below = 2 * place + 1;
            if (below + 1 < size && at(below + 1).isBefore(at(below))) {
                below++;
            }
            var child = at(below);
            if (!child.isBefore(entry)) {
                break;
            }
            put(place, child);
            place = below;
        }
        put(place, entry);
    }

    private Entry at(int place) {
        return Objects.requireNonNull(entries[place], "every place below the size must be taken");
    }

    private void put(int place, Entry entry) {
        entries[place] = entry;
        entry.place = place;
    }

    /** A timer. */
    static final class Entry implements Timers.Timer {

        private static final int NOWHERE = -1;

        private final TimerHeap heap;
        private final long due;
        private final long number;
        private final Runnable task;
        private int place = NOWHERE;

        /**
         * A timer that was not added yet.
         *
         * @param due when it runs, in nanoseconds
         * @param number its age: grows from one to the next
         */
        Entry(TimerHeap heap, long due, long number, Runnable task) {
            this.heap = heap;
            this.due = due;
            this.number = number;
            this.task = task;
        }

        long due() {
            return due;
        }

        Runnable task() {
            return task;
        }

        private boolean isBefore(Entry other) {
            return due < other.due || (due == other.due && number < other.number);
        }

        @Override
        public boolean cancel() {
            if (place == NOWHERE) {
                return false;
            }
            heap.remove(this);
            return true;
        }
    }
}
