package io.waybill.broker.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.replica.Ownership;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.NodeEndpoint;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Requests about two topics whose partitions two loops own in turn. */
class CutsTest {

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID SECOND = new UUID(0, 1);
    private static final int BY_ID = 13;

    private final Owners owners = new Owners(new MutableImage(), new Ownership(0, 2));
    private final Cuts cuts = new Cuts(owners);

    private static ReceivedRequest received(Request request) {
        return new ReceivedRequest(new RequestHeader(request.api(), BY_ID, 1, "test"), request, ErrorCode.NONE);
    }

    private static ProduceRequest.Topic produced(UUID id, int... partitions) {
        return new ProduceRequest.Topic(
                "",
                id,
                numbers(partitions).stream()
                        .map(number -> new ProduceRequest.Partition(number, null))
                        .toList());
    }

    private static List<Integer> numbers(int... partitions) {
        return java.util.Arrays.stream(partitions).boxed().toList();
    }

    private static SortedMap<Integer, Response> answers(Cut cut, BiFunction<Integer, Request, Response> answer) {
        SortedMap<Integer, Response> answers = new TreeMap<>();
        cut.owners()
                .forEach(owner ->
                        answers.put(owner, answer.apply(owner, cut.part().apply(owner))));
        return answers;
    }

    @Test
    void each_owner_is_asked_for_what_is_his_in_the_order_of_the_request() {
        var request = new ProduceRequest(
                null, (short) -1, 5, List.of(produced(SECOND, 0, 1), produced(FIRST, 3, 2, 4), produced(SECOND, 2)));

        Cut cut = cuts.of(received(request));

        assertThat(cut.owners()).containsExactly(1, 0);
        assertThat(cut.part().apply(1))
                .isEqualTo(new ProduceRequest(
                        null, (short) -1, 5, List.of(produced(SECOND, 0), produced(FIRST, 3), produced(SECOND, 2))));
        assertThat(cut.part().apply(0))
                .isEqualTo(
                        new ProduceRequest(null, (short) -1, 5, List.of(produced(SECOND, 1), produced(FIRST, 2, 4))));
    }

    @Test
    void answers_to_a_produce_are_put_together_in_its_order_with_all_hints() {
        var request = new ProduceRequest(
                null, (short) -1, 5, List.of(produced(SECOND, 0, 1), produced(FIRST, 3, 2, 4), produced(SECOND, 2)));
        Cut cut = cuts.of(received(request));

        var joined = (ProduceResponse) cut.join().apply(answers(cut, (owner, part) -> {
            var topics = ((ProduceRequest) part)
                    .topics().stream()
                            .map(topic -> new ProduceResponse.Topic(
                                    "",
                                    topic.topicId(),
                                    topic.partitions().stream()
                                            .map(it -> answer(it.partition(), owner))
                                            .toList()))
                            .toList();
            return new ProduceResponse(topics, List.of(new NodeEndpoint(owner, "host", 1, null)));
        }));

        assertThat(joined.topics())
                .containsExactly(
                        new ProduceResponse.Topic("", SECOND, List.of(answer(0, 1), answer(1, 0))),
                        new ProduceResponse.Topic("", FIRST, List.of(answer(3, 1), answer(2, 0), answer(4, 0))),
                        new ProduceResponse.Topic("", SECOND, List.of(answer(2, 1))));
        assertThat(joined.nodeEndpoints()).extracting(NodeEndpoint::nodeId).containsExactly(0, 1);
    }

    private static ProduceResponse.Partition answer(int partition, int owner) {
        return new ProduceResponse.Partition(
                partition, ErrorCode.NONE, owner, -1, 0, List.of(), null, LeaderIdAndEpoch.NONE);
    }

    /** Of topics that nobody knows this loop says so, in one piece. */
    @Test
    void what_is_named_by_an_unknown_name_is_not_divided() {
        var requests = List.<Request>of(
                new ListOffsetsRequest(
                        -1,
                        (byte) 0,
                        List.of(new ListOffsetsRequest.Topic(
                                "no", List.of(new ListOffsetsRequest.Partition(0, -1, -1)))),
                        0),
                new OffsetForLeaderEpochRequest(
                        -1,
                        List.of(new OffsetForLeaderEpochRequest.Topic(
                                "no", List.of(new OffsetForLeaderEpochRequest.Partition(1, -1, 0))))),
                new DeleteRecordsRequest(
                        List.of(new DeleteRecordsRequest.Topic(
                                "no", List.of(new DeleteRecordsRequest.Partition(0, 1)))),
                        0),
                new DescribeProducersRequest(List.of(new DescribeProducersRequest.Topic("no", List.of(0, 1)))));

        for (Request request : requests) {
            Cut cut = cuts.of(received(request));
            assertThat(cut.owners()).containsExactly(0);
            assertThat(cut.part().apply(0)).isEqualTo(request);
        }
    }

    @Test
    void answers_of_every_other_kind_are_put_together_too() {
        Cut offsets = cuts.of(received(new ListOffsetsRequest(
                -1,
                (byte) 0,
                List.of(new ListOffsetsRequest.Topic("no", List.of(new ListOffsetsRequest.Partition(4, -1, -1)))),
                0)));
        var offset = new ListOffsetsResponse(List.of(new ListOffsetsResponse.Topic(
                "no", List.of(new ListOffsetsResponse.Partition(4, ErrorCode.NONE, -1, 7, 0)))));
        assertThat(offsets.join().apply(answers(offsets, (owner, part) -> offset)))
                .isEqualTo(offset);

        Cut ends = cuts.of(received(new OffsetForLeaderEpochRequest(
                -1,
                List.of(new OffsetForLeaderEpochRequest.Topic(
                        "no", List.of(new OffsetForLeaderEpochRequest.Partition(4, -1, 0)))))));
        var end = new OffsetForLeaderEpochResponse(List.of(new OffsetForLeaderEpochResponse.Topic(
                "no", List.of(new OffsetForLeaderEpochResponse.Partition(ErrorCode.NONE, 4, 1, 7)))));
        assertThat(ends.join().apply(answers(ends, (owner, part) -> end))).isEqualTo(end);

        Cut deletions = cuts.of(received(new DeleteRecordsRequest(
                List.of(new DeleteRecordsRequest.Topic("no", List.of(new DeleteRecordsRequest.Partition(4, 1)))), 0)));
        var deleted = new DeleteRecordsResponse(List.of(new DeleteRecordsResponse.Topic(
                "no", List.of(new DeleteRecordsResponse.Partition(4, 1, ErrorCode.NONE)))));
        assertThat(deletions.join().apply(answers(deletions, (owner, part) -> deleted)))
                .isEqualTo(deleted);

        Cut producers = cuts.of(
                received(new DescribeProducersRequest(List.of(new DescribeProducersRequest.Topic("no", List.of(4))))));
        var described = new DescribeProducersResponse(List.of(new DescribeProducersResponse.Topic(
                "no", List.of(new DescribeProducersResponse.Partition(4, ErrorCode.NONE, null, List.of())))));
        assertThat(producers.join().apply(answers(producers, (owner, part) -> described)))
                .isEqualTo(described);
    }

    @Test
    void a_fetch_that_continues_a_session_is_refused_whole() {
        var topic = new FetchRequest.Topic("", FIRST, List.of(Fetches.partition(0, 0), Fetches.partition(1, 0)));
        var cut = new FetchCuts(owners).of(BY_ID, Fetches.of(1, 1, 1_000, 3, List.of(topic)));
        assertThat(cut.owners()).isEmpty();

        assertThat(new FetchCuts(owners)
                        .of(BY_ID, Fetches.of(1, 1, 1_000, 0, List.of(topic)))
                        .owners())
                .containsExactly(0, 1);
    }
}
