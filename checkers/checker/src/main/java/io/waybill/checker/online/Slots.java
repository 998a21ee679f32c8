package io.waybill.checker.online;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all lanes together, and its bound. What one lane gives back the next one gets, so that the same few
 * bytes are used again and again as long as nothing is late.
 */
final class Slots {

    /** Room for so many sequences: what is known of them, and two numbers each. */
    static final class Room {
        static final Room NONE = new Room(0);

        final byte[] states;
        final long[] offsets;
        final long[] nanos;

        private Room(int capacity) {
            states = new byte[capacity];
            offsets = new long[capacity];
            nanos = new long[capacity];
        }

        int capacity() {
            return states.length;
        }
    }

    /** The least room that a lane has. */
    static final int LEAST = 64;

    private final Map<Integer, ArrayDeque<Room>> spare = new HashMap<>();
    private final int largest;
    private long left;

    /** Makes room for {@code most} sequences in all, and up to {@code largest}, a power of two, in one piece. */
    Slots(long most, int largest) {
        this.left = most;
        this.largest = largest;
    }

    int largest() {
        return largest;
    }

    /** Returns room for {@code capacity} sequences, a power of two, or for more; null where there is none left. */
    @Nullable
    Room take(int capacity) {
        for (int size = capacity; size <= largest; size *= 2) {
            ArrayDeque<Room> ofSize = spare.get(size);
            if (ofSize != null && !ofSize.isEmpty()) {
                return ofSize.pop();
            }
        }
        if (capacity > largest || capacity > left) {
            return null;
        }
        left -= capacity;
        return new Room(capacity);
    }

    /** Returns the least room, which every lane gets whatever the bound: some sequences must be looked at. */
    static Room least() {
        return new Room(LEAST);
    }

    /** Takes back room in which nothing is known of any sequence. */
    void giveBack(Room room) {
        if (room.capacity() > 0) {
            spare.computeIfAbsent(room.capacity(), size -> new ArrayDeque<>()).push(room);
        }
    }
}
