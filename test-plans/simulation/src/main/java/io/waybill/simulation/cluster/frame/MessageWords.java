package io.waybill.simulation.cluster.frame;

import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses in a few words: whole those that move records, the others as far as a line goes. */
final class MessageWords {

    private static final int MOST_CHARACTERS = 200;
    private static final UUID NO_ID = new UUID(0, 0);

    String of(Request request) {
        if (request instanceof ProduceRequest produce) {
            return produce(produce);
        }
        if (request instanceof FetchRequest fetch) {
            return fetch(fetch);
        }
        return request instanceof AlterPartitionRequest alter ? alter(alter) : shortened(request);
    }

    String of(Response response) {
        if (response instanceof ProduceResponse produce) {
            return produced(produce);
        }
        return response instanceof FetchResponse fetch ? fetched(fetch) : shortened(response);
    }

    private static String shortened(Object message) {
        String text = message.toString();
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    private static String produce(ProduceRequest produce) {
        List<String> parts = new ArrayList<>();
        produce.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(each -> parts.add(name(topic.topic(), topic.topicId()) + "-" + each.partition() + " "
                                + batches(each.records()))));
        return "acks " + produce.acks() + " " + String.join("; ", parts);
    }

    private static String produced(ProduceResponse produce) {
        List<String> parts = new ArrayList<>();
        produce.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(each -> parts.add(name(topic.topic(), topic.topicId()) + "-" + each.partition() + " "
                                + each.error() + " at " + each.baseOffset())));
        return String.join("; ", parts);
    }

    private static String fetch(FetchRequest fetch) {
        List<String> parts = new ArrayList<>();
        fetch.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(each -> parts.add(name(topic.topic(), topic.topicId()) + "-" + each.partition()
                                + " from " + each.fetchOffset()
                                + (each.currentLeaderEpoch() < 0 ? "" : " of leader epoch " + each.currentLeaderEpoch())
                                + (each.lastFetchedEpoch() < 0 ? "" : ", last epoch " + each.lastFetchedEpoch()))));
        String who = fetch.replicaId() < 0 ? "a consumer" : "replica " + fetch.replicaId();
        return who + " waits " + fetch.maxWaitMs() + " ms for " + String.join("; ", parts);
    }

    private static String fetched(FetchResponse fetch) {
        List<String> parts = new ArrayList<>();
        fetch.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(each -> parts.add(name(topic.topic(), topic.topicId()) + "-" + each.partition() + " "
                                + each.error() + " hw " + each.highWatermark()
                                + (each.divergingEpoch().epoch() < 0
                                        ? ""
                                        : " diverges: epoch "
                                                + each.divergingEpoch().epoch() + " ends at "
                                                + each.divergingEpoch().endOffset())
                                + " " + batches(each.records()))));
        return fetch.error() + " " + String.join("; ", parts);
    }

    private static String alter(AlterPartitionRequest alter) {
        List<String> parts = new ArrayList<>();
        alter.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(each -> parts.add(name("", topic.topicId()) + "-" + each.partition() + " epoch "
                                + each.leaderEpoch() + "/" + each.partitionEpoch() + " in sync "
                                + each.newIsr().stream()
                                        .map(AlterPartitionRequest.Replica::brokerId)
                                        .toList())));
        return "broker " + alter.brokerId() + " wants " + String.join("; ", parts);
    }

    private static String name(String topic, UUID id) {
        return topic.isEmpty() && !id.equals(NO_ID) ? id.toString().substring(0, 4) : topic;
    }

    /** Returns the batches by their offsets, leader epochs, producers and sequences: {@code [10..12 e3 p7/0 #4]}. */
    private static String batches(@Nullable Payload payload) {
        if (payload == null) {
            return "nothing";
        }
        List<String> texts = new ArrayList<>();
        var batch = new RecordBatch(payload.bytes());
        while (batch.hasHeader() && batch.isWhole() && batch.sizeBytes() >= RecordBatch.HEADER_BYTES) {
            String producer = batch.hasSequence()
                    ? " p" + batch.producerId() + "/" + batch.producerEpoch() + " #" + batch.baseSequence()
                    : "";
            texts.add(batch.baseOffset() + ".." + batch.lastOffset() + " e" + batch.leaderEpoch() + producer);
            if (!batch.moveToNext()) {
                break;
            }
        }
        return texts.toString();
    }
}
