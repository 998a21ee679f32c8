package io.waybill.history.interchange;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value that an application sent more than once: several messages that look the same.
 *
 * <p>A delivery is the attempt that was acknowledged at its offset; else, offset by offset in the order of the file,
 * the next attempt whose offset nobody knows. What is more than the attempts is the last one again. No attempt is held
 * to an order: which is which is a guess where two are indeterminate, and a guess must not accuse.
 */
final class Repeat {

    private final List<MessageId> attempts = new ArrayList<>();
    private final Map<MessageId, Long> acknowledged = new HashMap<>();
    private final Map<Long, MessageId> delivered = new HashMap<>();
    private int unplaced;

    Repeat(MessageId first) {
        attempts.add(first);
    }

    void add(MessageId attempt) {
        attempts.add(attempt);
    }

    void acknowledged(MessageId attempt, long offset) {
        if (offset != Event.NO_OFFSET) {
            acknowledged.put(attempt, offset);
            delivered.put(offset, attempt);
        }
    }

    /** Returns the attempt that was delivered at an offset, or in a queue with a tag, or as the next one of a queue. */
    MessageId delivered(long offset, long tag, boolean redelivered) {
        if (offset != Event.NO_OFFSET) {
            return delivered.computeIfAbsent(offset, unknown -> next());
        }
        if (tag != Event.NONE) {
            // Tags and offsets do not meet: a partition has the one or the other.
            return delivered.computeIfAbsent(tag, unknown -> redelivered ? latest() : next());
        }
        return redelivered ? latest() : next();
    }

    private MessageId next() {
        while (unplaced < attempts.size() && acknowledged.containsKey(attempts.get(unplaced))) {
            unplaced++;
        }
        return attempts.get(Math.min(unplaced++, attempts.size() - 1));
    }

    private MessageId latest() {
        return attempts.get(Math.max(0, Math.min(unplaced, attempts.size()) - 1));
    }
}
