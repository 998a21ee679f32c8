package io.waybill.client.admin;

import io.waybill.client.consumer.TopicPart;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import io.waybill.wire.message.Response;
import java.util.List;

/** What is asked for of one partition. */
final class PartitionWishes {

    private static final int CONSUMER = -1;
    private static final int UNCHECKED = -1;

    private PartitionWishes() {}

    static Wish<FoundOffset> offset(TopicPart part, OffsetSpec spec) {
        var asked = new ListOffsetsRequest.Partition(part.partition(), UNCHECKED, spec.timestampMillis());
        return new Wish<>(
                Api.LIST_OFFSETS,
                new Target.Leader(part),
                (version, millis) -> new ListOffsetsRequest(
                        CONSUMER,
                        (byte) (spec.committedOnly() ? 1 : 0),
                        List.of(new ListOffsetsRequest.Topic(part.topic(), List.of(asked))),
                        millis),
                PartitionWishes::offset);
    }

    private static Said<FoundOffset> offset(Response response) {
        if (response instanceof ListOffsetsResponse it
                && it.topics().size() == 1
                && it.topics().get(0).partitions().size() == 1) {
            var found = it.topics().get(0).partitions().get(0);
            return found.error() == ErrorCode.NONE
                    ? Said.of(new FoundOffset(found.offset(), found.timestamp(), found.leaderEpoch()))
                    : Said.failed(found.error(), null);
        }
        return Said.nothing();
    }

    static Wish<EpochEnd> epochEnd(TopicPart part, int leaderEpoch) {
        var asked = new OffsetForLeaderEpochRequest.Partition(part.partition(), UNCHECKED, leaderEpoch);
        return new Wish<>(
                Api.OFFSET_FOR_LEADER_EPOCH,
                new Target.Leader(part),
                (version, millis) -> new OffsetForLeaderEpochRequest(
                        CONSUMER, List.of(new OffsetForLeaderEpochRequest.Topic(part.topic(), List.of(asked)))),
                PartitionWishes::epochEnd);
    }

    private static Said<EpochEnd> epochEnd(Response response) {
        if (response instanceof OffsetForLeaderEpochResponse it
                && it.topics().size() == 1
                && it.topics().get(0).partitions().size() == 1) {
            var found = it.topics().get(0).partitions().get(0);
            return found.error() == ErrorCode.NONE
                    ? Said.of(new EpochEnd(found.leaderEpoch(), found.endOffset()))
                    : Said.failed(found.error(), null);
        }
        return Said.nothing();
    }

    static Wish<Long> deleteRecords(TopicPart part, long before) {
        var asked = new DeleteRecordsRequest.Partition(part.partition(), before);
        return new Wish<>(
                Api.DELETE_RECORDS,
                new Target.Leader(part),
                (version, millis) -> new DeleteRecordsRequest(
                        List.of(new DeleteRecordsRequest.Topic(part.topic(), List.of(asked))), millis),
                PartitionWishes::recordsDeleted);
    }

    private static Said<Long> recordsDeleted(Response response) {
        if (response instanceof DeleteRecordsResponse it
                && it.topics().size() == 1
                && it.topics().get(0).partitions().size() == 1) {
            var found = it.topics().get(0).partitions().get(0);
            return found.error() == ErrorCode.NONE ? Said.of(found.lowWatermark()) : Said.failed(found.error(), null);
        }
        return Said.nothing();
    }

    static Wish<List<ProducerState>> producers(TopicPart part) {
        return new Wish<>(
                Api.DESCRIBE_PRODUCERS,
                new Target.Leader(part),
                (version, millis) -> new DescribeProducersRequest(
                        List.of(new DescribeProducersRequest.Topic(part.topic(), List.of(part.partition())))),
                PartitionWishes::producers);
    }

    private static Said<List<ProducerState>> producers(Response response) {
        if (response instanceof DescribeProducersResponse it
                && it.topics().size() == 1
                && it.topics().get(0).partitions().size() == 1) {
            var found = it.topics().get(0).partitions().get(0);
            return found.error() == ErrorCode.NONE
                    ? Said.of(found.activeProducers().stream()
                            .map(each -> new ProducerState(
                                    each.producerId(), each.producerEpoch(), each.lastSequence(), each.lastTimestamp()))
                            .toList())
                    : Said.failed(found.error(), found.errorMessage());
        }
        return Said.nothing();
    }

    static Wish<TopicPart> elect(TopicPart part, Election election) {
        var topic = new ElectLeadersRequest.Topic(part.topic(), List.of(part.partition()));
        return new Wish<>(
                Api.ELECT_LEADERS,
                Target.ANY,
                (version, millis) -> new ElectLeadersRequest(election.code(), List.of(topic), millis),
                response -> elected(part, response));
    }

    private static Said<TopicPart> elected(TopicPart part, Response response) {
        if (!(response instanceof ElectLeadersResponse it)) {
            return Said.nothing();
        }
        if (it.error() != ErrorCode.NONE) {
            return Said.failed(it.error(), null);
        }
        if (it.topics().size() == 1 && it.topics().get(0).partitions().size() == 1) {
            var found = it.topics().get(0).partitions().get(0);
            return found.error() == ErrorCode.NONE ? Said.of(part) : Said.failed(found.error(), found.errorMessage());
        }
        return Said.nothing();
    }
}
