package io.waybill.broker.loops;

import io.waybill.wire.message.FetchRequest;
import java.util.List;

/** Fetches of consumers. */
final class Fetches {

    private Fetches() {}

    static FetchRequest of(
            int maxWaitMillis, int minBytes, int maxBytes, int sessionEpoch, List<FetchRequest.Topic> topics) {
        return new FetchRequest(
                -1, -1, maxWaitMillis, minBytes, maxBytes, (byte) 0, 0, sessionEpoch, topics, List.of(), "");
    }

    static FetchRequest.Partition partition(int number, long offset) {
        return new FetchRequest.Partition(number, -1, offset, -1, -1, 1_000, -1);
    }
}
