package io.waybill.broker.replica;

import io.waybill.broker.data.Produced;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Producers that wait for an offset to be reached. */
final class Acknowledgements {

    private final TreeMap<Long, List<Waiter>> byLastOffset = new TreeMap<>();

    /**
     * Who waits.
     *
     * @param lastOffset of the batch
     * @param good what he is told when everything up to there is reached
     */
    record Waiter(long lastOffset, Produced good, Consumer<Produced> done) {}

    void add(Waiter waiter) {
        byLastOffset
                .computeIfAbsent(waiter.lastOffset(), offset -> new ArrayList<>())
                .add(waiter);
    }

    /** Forgets one, who does not wait any more; does nothing where he was told. */
    void remove(Waiter waiter) {
        List<Waiter> ofOffset = byLastOffset.get(waiter.lastOffset());
        if (ofOffset != null && ofOffset.remove(waiter) && ofOffset.isEmpty()) {
            byLastOffset.remove(waiter.lastOffset());
        }
    }

    boolean isEmpty() {
        return byLastOffset.isEmpty();
    }

    /** Takes out who waits for something below an offset, in the order of offsets. */
    List<Waiter> takeBelow(long offset) {
        if (byLastOffset.isEmpty() || byLastOffset.firstKey() >= offset) {
            return List.of();
        }
        var taken = new ArrayList<Waiter>();
        var below = byLastOffset.headMap(offset, false);
        below.values().forEach(taken::addAll);
        below.clear();
        return taken;
    }

    /** Tells all who wait that they wait in vain. */
    void refuseAll(ErrorCode error) {
        for (Waiter waiter : takeBelow(Long.MAX_VALUE)) {
            waiter.done().accept(Produced.refused(error, null));
        }
    }
}
