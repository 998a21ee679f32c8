package io.waybill.broker.loops;

import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.NodeEndpoint;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Divides each kind of request, and puts the answers to its parts together: nothing is added and nothing left out. */
final class Cuts {

    private static final int PRODUCE_BY_ID = 13;

    private final Owners owners;

    Cuts(Owners owners) {
        this.owners = owners;
    }

    /** Returns how a request is divided; null where it is of none of these kinds. */
    @Nullable
    Cut of(ReceivedRequest received) {
        if (received.request() instanceof ProduceRequest request) {
            return produce(received.header().version() >= PRODUCE_BY_ID, request);
        } else if (received.request() instanceof ListOffsetsRequest request) {
            return listOffsets(request);
        } else if (received.request() instanceof OffsetForLeaderEpochRequest request) {
            return epochEnds(request);
        } else if (received.request() instanceof DeleteRecordsRequest request) {
            return deleteRecords(request);
        } else if (received.request() instanceof DescribeProducersRequest request) {
            return describeProducers(request);
        }
        return null;
    }

    private Cut produce(boolean byId, ProduceRequest request) {
        var division = new Division<ProduceRequest.Topic, ProduceRequest.Partition>(
                request.topics(), ProduceRequest.Topic::partitions, topic -> {
                    var of = byId ? owners.byId(topic.topicId()) : owners.byName(topic.topic());
                    return partition -> of.applyAsInt(partition.partition());
                });
        return new Cut(
                division.ownersInOrder(),
                owner -> new ProduceRequest(
                        request.transactionalId(),
                        request.acks(),
                        request.timeoutMs(),
                        division.partOf(
                                owner, (topic, own) -> new ProduceRequest.Topic(topic.topic(), topic.topicId(), own))),
                answers -> new ProduceResponse(
                        division.join(
                                flat(
                                        answers,
                                        ProduceResponse.class,
                                        ProduceResponse::topics,
                                        ProduceResponse.Topic::partitions),
                                (topic, all) -> new ProduceResponse.Topic(topic.topic(), topic.topicId(), all)),
                        endpoints(answers.values(), it -> ((ProduceResponse) it).nodeEndpoints())));
    }

    private Cut listOffsets(ListOffsetsRequest request) {
        var division = new Division<ListOffsetsRequest.Topic, ListOffsetsRequest.Partition>(
                request.topics(), ListOffsetsRequest.Topic::partitions, topic -> {
                    var of = owners.byName(topic.topic());
                    return partition -> of.applyAsInt(partition.partition());
                });
        return new Cut(
                division.ownersInOrder(),
                owner -> new ListOffsetsRequest(
                        request.replicaId(),
                        request.isolationLevel(),
                        division.partOf(owner, (topic, own) -> new ListOffsetsRequest.Topic(topic.topic(), own)),
                        request.timeoutMs()),
                answers -> new ListOffsetsResponse(division.join(
                        flat(
                                answers,
                                ListOffsetsResponse.class,
                                ListOffsetsResponse::topics,
                                ListOffsetsResponse.Topic::partitions),
                        (topic, all) -> new ListOffsetsResponse.Topic(topic.topic(), all))));
    }

    private Cut epochEnds(OffsetForLeaderEpochRequest request) {
        var division = new Division<OffsetForLeaderEpochRequest.Topic, OffsetForLeaderEpochRequest.Partition>(
                request.topics(), OffsetForLeaderEpochRequest.Topic::partitions, topic -> {
                    var of = owners.byName(topic.topic());
                    return partition -> of.applyAsInt(partition.partition());
                });
        return new Cut(
                division.ownersInOrder(),
                owner -> new OffsetForLeaderEpochRequest(
                        request.replicaId(),
                        division.partOf(
                                owner, (topic, own) -> new OffsetForLeaderEpochRequest.Topic(topic.topic(), own))),
                answers -> new OffsetForLeaderEpochResponse(division.join(
                        flat(
                                answers,
                                OffsetForLeaderEpochResponse.class,
                                OffsetForLeaderEpochResponse::topics,
                                OffsetForLeaderEpochResponse.Topic::partitions),
                        (topic, all) -> new OffsetForLeaderEpochResponse.Topic(topic.topic(), all))));
    }

    private Cut deleteRecords(DeleteRecordsRequest request) {
        var division = new Division<DeleteRecordsRequest.Topic, DeleteRecordsRequest.Partition>(
                request.topics(), DeleteRecordsRequest.Topic::partitions, topic -> {
                    var of = owners.byName(topic.topic());
                    return partition -> of.applyAsInt(partition.partition());
                });
        return new Cut(
                division.ownersInOrder(),
                owner -> new DeleteRecordsRequest(
                        division.partOf(owner, (topic, own) -> new DeleteRecordsRequest.Topic(topic.topic(), own)),
                        request.timeoutMs()),
                answers -> new DeleteRecordsResponse(division.join(
                        flat(
                                answers,
                                DeleteRecordsResponse.class,
                                DeleteRecordsResponse::topics,
                                DeleteRecordsResponse.Topic::partitions),
                        (topic, all) -> new DeleteRecordsResponse.Topic(topic.topic(), all))));
    }

    private Cut describeProducers(DescribeProducersRequest request) {
        var division = new Division<DescribeProducersRequest.Topic, Integer>(
                request.topics(), DescribeProducersRequest.Topic::partitions, topic -> {
                    var of = owners.byName(topic.topic());
                    return of::applyAsInt;
                });
        return new Cut(
                division.ownersInOrder(),
                owner -> new DescribeProducersRequest(
                        division.partOf(owner, (topic, own) -> new DescribeProducersRequest.Topic(topic.topic(), own))),
                answers -> new DescribeProducersResponse(division.join(
                        flat(
                                answers,
                                DescribeProducersResponse.class,
                                DescribeProducersResponse::topics,
                                DescribeProducersResponse.Topic::partitions),
                        (topic, all) -> new DescribeProducersResponse.Topic(topic.topic(), all))));
    }

    /** Returns what each owner has answered of all its partitions, in order. */
    private static <R extends Response, T, A> IntFunction<Iterator<A>> flat(
            SortedMap<Integer, Response> answers,
            Class<R> kind,
            Function<R, List<T>> topics,
            Function<T, List<A>> partitions) {
        return owner -> {
            var all = new ArrayList<A>();
            topics.apply(kind.cast(answers.get(owner))).forEach(topic -> all.addAll(partitions.apply(topic)));
            return all.iterator();
        };
    }

    /** Returns where the leaders are found that any of the answers tells of. */
    static <R> List<NodeEndpoint> endpoints(Collection<R> answers, Function<R, List<NodeEndpoint>> told) {
        SortedMap<Integer, NodeEndpoint> all = new TreeMap<>();
        for (R answer : answers) {
            told.apply(answer).forEach(endpoint -> all.put(endpoint.nodeId(), endpoint));
        }
        return new ArrayList<>(all.values());
    }
}
