package io.waybill.broker.data;

import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one loop has of a fetch that concerns several. It looks when it is told to, and from then on says, once until it
 * looks again, when there may be more; who gathers the shares decides when there is enough. Used on its loop only.
 *
 * <p>What it gives when it looks counts as given to a consumer, though too little may have been found to answer: it is
 * what might be given.
 */
public final class FetchShare {

    private final FetchParts parts;
    private final Runnable changed;
    private final List<Runnable> watches = new ArrayList<>();
    private boolean isLooking;
    private boolean isWatching;
    private boolean hasChanged;
    private boolean isEnded;

    /**
     * What was found.
     *
     * @param response what to answer, of this share's partitions
     * @param bytes of the whole fetch so far, with those of other shares before
     * @param isNews whether something other than records is worth an answer at once
     */
    public record Found(FetchResponse response, int bytes, boolean isNews) {}

    FetchShare(FetchParts parts, Runnable changed) {
        this.parts = parts;
        this.changed = changed;
    }

    /**
     * Looks what there is.
     *
     * @param bytes what other shares have found before
     * @param mayWait whether it is to say, afterwards, when there may be more
     * @param done is told what was found, perhaps before this returns; never where it was ended before
     */
    public void look(int bytes, boolean mayWait, Consumer<Found> done) {
        isLooking = true;
        hasChanged = false;
        parts.decide();
        if (mayWait && !isWatching) {
            isWatching = true;
            parts.watch(this::changed, watches);
        }
        if (parts.isReadable()) {
            parts.read(bytes, all -> found(all, done));
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

    /** Ends it: nobody is told any more. */
    public void end() {
        isEnded = true;
        watches.forEach(Runnable::run);
        watches.clear();
    }
}
