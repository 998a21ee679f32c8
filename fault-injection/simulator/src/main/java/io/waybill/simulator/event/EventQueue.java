package io.waybill.simulator.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, by time and, at the same time, in the order in which it was added.
 *
 * <p>A heap whose nodes have four children, in one array of longs: a time and an order for each node, so that the four
 * children of a node share a cache line. The low bits of an order say where the event itself lies, so that moving a
 * node moves no reference.
 */
final class EventQueue {
    private static final int SLOT_BITS = 22;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int FIRST_CAPACITY = 1_024;
    /** So few events in vain are not worth a look at all of them. */
    private static final int FEW = 64;

    private long[] keys = new long[2 * FIRST_CAPACITY];
    private @Nullable Event[] events = new @Nullable Event[FIRST_CAPACITY];
    private int[] free = new int[FIRST_CAPACITY];
    private int size;
    private int inVain;
    private long sequence;

    EventQueue() {
        freeFrom(0);
    }

    int size() {
        return size;
    }

    /** Returns the time of the first event; there must be one. */
    long firstTime() {
        return keys[0];
    }

    void add(long time, Event event) {
        if (size == free.length) {
            grow();
        }
        // Slots in use are never among the last free ones: the list is a stack.
        int slot = free[size];
        events[slot] = event;
        long order = (sequence++ << SLOT_BITS) | slot;
        rise(size++, time, order);
    }

    /** Takes the first event out; there must be one. */
    Event poll() {
        int slot = (int) keys[1] & SLOT_MASK;
        Event event = at(slot);
        events[slot] = null;
        size--;
        free[size] = slot;
        if (size > 0) {
            sink(0, keys[2 * size], keys[2 * size + 1]);
        }
        return event;
    }

    /** Gives events new times; those that get the same time stay in the order in which they were added. */
    void retime(Course.Retiming retiming) {
        for (int i = 0; i < size; i++) {
            keys[2 * i] = retiming.timeOf(at((int) keys[2 * i + 1] & SLOT_MASK), keys[2 * i]);
        }
        order();
    }

    /**
     * Notes that an event turned out to be in vain. Most timers of requests do, long before their time, and the heap
     * would be full of them: when half of it may be, they are taken out.
     */
    void inVain() {
        inVain++;
        if (inVain > FEW && inVain > size >> 1) {
            takeOutVain();
        }
    }

    private void takeOutVain() {
        int kept = 0;
        int end = size;
        for (int i = 0; i < size; i++) {
            int slot = (int) keys[2 * i + 1] & SLOT_MASK;
            if (at(slot).isInVain()) {
                events[slot] = null;
                free[--end] = slot;
            } else {
                keys[2 * kept] = keys[2 * i];
                keys[2 * kept + 1] = keys[2 * i + 1];
                kept++;
            }
        }
        size = kept;
        inVain = 0;
        order();
    }

    private void order() {
        for (int i = (size - 2) >> 2; i >= 0; i--) {
            sink(i, keys[2 * i], keys[2 * i + 1]);
        }
    }

    private Event at(int slot) {
        Event event = events[slot];
        if (event == null) {
            throw new IllegalStateException("slot " + slot + " of the queue is empty but in use");
        }
        return event;
    }

    private void rise(int from, long time, long order) {
        long[] k = keys;
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            long parentTime = k[2 * parent];
            // Its order is the greatest there is.
            if (parentTime <= time) {
                break;
            }
            k[2 * i] = parentTime;
            k[2 * i + 1] = k[2 * parent + 1];
            i = parent;
        }
        k[2 * i] = time;
        k[2 * i + 1] = order;
    }

    private void sink(int from, long time, long order) {
        long[] k = keys;
        int end = size;
        int i = from;
        while (true) {
            int child = 4 * i + 1;
            if (child >= end) {
                break;
            }
            int least = child;
            long leastTime = k[2 * child];
            long leastOrder = k[2 * child + 1];
            int last = Math.min(child + 4, end);
            for (int c = child + 1; c < last; c++) {
                long t = k[2 * c];
                if (t < leastTime || (t == leastTime && k[2 * c + 1] < leastOrder)) {
                    least = c;
                    leastTime = t;
                    leastOrder = k[2 * c + 1];
                }
            }
            if (time < leastTime || (time == leastTime && order < leastOrder)) {
                break;
            }
            k[2 * i] = leastTime;
            k[2 * i + 1] = leastOrder;
            i = least;
        }
        k[2 * i] = time;
        k[2 * i + 1] = order;
    }

    private void grow() {
        int capacity = free.length;
        if (capacity > SLOT_MASK) {
            throw new IllegalStateException(
                    "more than " + capacity + " events are waiting: some node schedules" + " without end");
        }
        keys = Arrays.copyOf(keys, 4 * capacity);
        events = Arrays.copyOf(events, 2 * capacity);
        free = Arrays.copyOf(free, 2 * capacity);
        freeFrom(capacity);
    }

    private void freeFrom(int first) {
        for (int slot = first; slot < free.length; slot++) {
            free[slot] = slot;
        }
    }
}
