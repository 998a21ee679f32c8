package io.waybill.broker.data;

import io.waybill.wire.message.FetchResponse;
import java.util.function.Consumer;

/**
 * What one loop has of a fetch that concerns several. It looks when it is told to, and from then on says, once until it
 * looks again, when there may be more; who gathers the shares decides when there is enough. Used on its loop only.
 *
 * <p>What it gives when it looks counts as given to a consumer, though too little may have been found to answer: it is
 * what might be given.
 */
public interface FetchShare {

    /**
     * Looks what there is.
     *
     * @param bytes what other shares have found before
     * @param mayWait whether it is to say, afterwards, when there may be more
     * @param done is told what was found, perhaps before this returns; never where it was ended before
     */
    void look(int bytes, boolean mayWait, Consumer<Found> done);

    /** Ends it: nobody is told any more. */
    void end();

    /**
     * What was found.
     *
     * @param response what to answer, of this share's partitions
     * @param bytes of the whole fetch so far, with those of other shares before
     * @param isNews whether something other than records is worth an answer at once
     */
    record Found(FetchResponse response, int bytes, boolean isNews) {}
}
