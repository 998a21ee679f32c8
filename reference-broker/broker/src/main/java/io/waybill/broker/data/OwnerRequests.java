package io.waybill.broker.data;

import io.waybill.wire.message.FetchRequest;

/** Answers what is asked about records of the partitions that one loop owns. */
public interface OwnerRequests extends DataRequests {

    /**
     * Takes a share in a fetch of which other loops have others.
     *
     * @param version of the request
     * @param request the part of it that concerns this loop's partitions, of no session
     * @param changed is called when there may be more than was found last, after {@link FetchShare#look}
     */
    FetchShare share(int version, FetchRequest request, Runnable changed);
}
