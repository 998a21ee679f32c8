package io.waybill.broker.data;

import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;

/** Answers what is asked about records. On its loop only; answers come now or later, each once. */
public interface DataRequests {

    /**
     * Answers a request where it is one of these: Produce, Fetch, ListOffsets, OffsetForLeaderEpoch, DeleteRecords,
     * DescribeProducers.
     *
     * @return whether it is
     */
    boolean handle(ReceivedRequest received, RequestHandler.Answer answer);
}
