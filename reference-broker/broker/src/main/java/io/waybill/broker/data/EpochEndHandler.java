package io.waybill.broker.data;

import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import java.util.ArrayList;

/** Answers where leader epochs end; consumers find by it that a log was truncated below them (KIP-320). */
final class EpochEndHandler {

    private final Hosting hosting;
    private final EpochChecks epochs;

    EpochEndHandler(Hosting hosting, BrokerMutants mutants) {
        this.hosting = hosting;
        this.epochs = new EpochChecks(mutants.has(BrokerMutant.R14));
    }

    void handle(OffsetForLeaderEpochRequest request, RequestHandler.Answer answer) {
        var topics = new ArrayList<OffsetForLeaderEpochResponse.Topic>();
        for (OffsetForLeaderEpochRequest.Topic topic : request.topics()) {
            var partitions = new ArrayList<OffsetForLeaderEpochResponse.Partition>();
            for (OffsetForLeaderEpochRequest.Partition asked : topic.partitions()) {
                partitions.add(ofPartition(topic.topic(), asked));
            }
            topics.add(new OffsetForLeaderEpochResponse.Topic(topic.topic(), partitions));
        }
        answer.send(new OffsetForLeaderEpochResponse(topics));
    }

    private OffsetForLeaderEpochResponse.Partition ofPartition(
            String topic, OffsetForLeaderEpochRequest.Partition asked) {
        Hosting.Lookup found = hosting.byName(topic, asked.partition());
        Served replica = found.replica();
        ErrorCode error = replica == null ? found.error() : epochs.check(replica, asked.currentLeaderEpoch(), true);
        if (replica == null || error.isError()) {
            return new OffsetForLeaderEpochResponse.Partition(error, asked.partition(), -1, -1);
        }
        EpochEnd end = replica.endOffsetFor(asked.leaderEpoch());
        return new OffsetForLeaderEpochResponse.Partition(
                ErrorCode.NONE, asked.partition(), end.epoch(), end.endOffset());
    }
}
