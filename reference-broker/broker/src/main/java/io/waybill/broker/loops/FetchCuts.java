package io.waybill.broker.loops;

import io.waybill.broker.data.DataHandlers;
import io.waybill.wire.message.FetchRequest;
import java.util.List;

/** Divides fetches. */
final class FetchCuts {

    private static final int FETCH_BY_ID = 13;

    private final Owners owners;

    FetchCuts(Owners owners) {
        this.owners = owners;
    }

    FetchCut of(int version, FetchRequest request) {
        // What is refused as a whole is not divided.
        List<FetchRequest.Topic> topics = DataHandlers.continuesSession(request) ? List.of() : request.topics();
        boolean byId = version >= FETCH_BY_ID;
        return new FetchCut(request, new Division<>(topics, FetchRequest.Topic::partitions, topic -> {
            var of = byId ? owners.byId(topic.topicId()) : owners.byName(topic.topic());
            return partition -> of.applyAsInt(partition.partition());
        }));
    }
}
