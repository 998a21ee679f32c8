package io.waybill.broker.loops;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A fetch that was divided. */
final class FetchCut {

    private final FetchRequest request;
    private final Division<FetchRequest.Topic, FetchRequest.Partition> division;
    private final List<Integer> owners;

    FetchCut(FetchRequest request, Division<FetchRequest.Topic, FetchRequest.Partition> division) {
        this.request = request;
        this.division = division;
        this.owners = division.ownersInOrder();
    }

    /** Returns the loops that it concerns, in the order in which the request comes to them. */
    List<Integer> owners() {
        return owners;
    }

    /** Returns the part of one of them. */
    FetchRequest part(int owner) {
        return new FetchRequest(
                request.replicaId(),
                request.replicaEpoch(),
                request.maxWaitMs(),
                request.minBytes(),
                request.maxBytes(),
                request.isolationLevel(),
                request.sessionId(),
                request.sessionEpoch(),
                division.partOf(owner, (topic, own) -> new FetchRequest.Topic(topic.topic(), topic.topicId(), own)),
                List.of(),
                request.rackId());
    }

    /** Returns the answer of those to all parts, by owner. */
    FetchResponse join(SortedMap<Integer, FetchResponse> answers) {
        List<FetchResponse.Topic> topics = division.join(
                owner -> {
                    var all = new ArrayList<FetchResponse.Partition>();
                    answers.getOrDefault(owner, new FetchResponse(ErrorCode.NONE, 0, List.of(), List.of()))
                            .topics()
                            .forEach(topic -> all.addAll(topic.partitions()));
                    return all.iterator();
                },
                (topic, all) -> new FetchResponse.Topic(topic.topic(), topic.topicId(), all));
        return new FetchResponse(
                ErrorCode.NONE, 0, topics, Cuts.endpoints(answers.values(), FetchResponse::nodeEndpoints));
    }
}
