package io.waybill.broker.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A share in a fetch, of the partitions that this loop owns. */
final class HeldShare implements FetchShare {

    private final FetchParts parts;
    private final Runnable changed;
    private final List<Runnable> watches = new ArrayList<>();
    private boolean isLooking;
    private boolean isWatching;
    private boolean hasChanged;
    private boolean isEnded;

    HeldShare(FetchParts parts, Runnable changed) {
        this.parts = parts;
        this.changed = changed;
    }

    @Override
    public void look(int bytes, boolean mayWait, Consumer<Found> done) {
        isLooking = true;
        hasChanged = false;
        parts.decide();
        if (mayWait && !isWatching) {
            isWatching = true;
            parts.watch(this::changed, watches);
        }
        if (parts.isReadable()) {
            parts.read(bytes, all -> {
                parts.keep(all - bytes);
                found(all, done);
            });
        } else {
            found(bytes, done);
        }
    }

    private void found(int bytes, Consumer<Found> done) {
        isLooking = false;
        if (isEnded) {
            return;
        }
        done.accept(new Found(parts.answer(), bytes, parts.isNews()));
        if (hasChanged) {
            changed.run();
        }
    }

    private void changed() {
        if (!hasChanged && !isEnded) {
            hasChanged = true;
            if (!isLooking) {
                changed.run();
            }
        }
    }

    @Override
    public void end() {
        isEnded = true;
        parts.release();
        watches.forEach(Runnable::run);
        watches.clear();
    }
}
