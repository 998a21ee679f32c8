package io.waybill.broker.data;

import io.waybill.log.producer.ProducerView;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Answers which producers a leader remembers (KIP-664). */
final class DescribeProducersHandler {

    private final Hosting hosting;

    DescribeProducersHandler(Hosting hosting) {
        this.hosting = hosting;
    }

    void handle(DescribeProducersRequest request, RequestHandler.Answer answer) {
        var topics = new ArrayList<DescribeProducersResponse.Topic>();
        for (DescribeProducersRequest.Topic topic : request.topics()) {
            var partitions = new ArrayList<DescribeProducersResponse.Partition>();
            for (int partition : topic.partitions()) {
                partitions.add(ofPartition(topic.topic(), partition));
            }
            topics.add(new DescribeProducersResponse.Topic(topic.topic(), partitions));
        }
        answer.send(new DescribeProducersResponse(topics));
    }

    private DescribeProducersResponse.Partition ofPartition(String topic, int partition) {
        Hosting.Lookup found = hosting.byName(topic, partition);
        Served replica = found.replica();
        if (replica == null || !replica.leads()) {
            ErrorCode error = replica == null ? found.error() : ErrorCode.NOT_LEADER_OR_FOLLOWER;
            return new DescribeProducersResponse.Partition(partition, error, null, List.of());
        }
        var producers = new ArrayList<DescribeProducersResponse.Producer>();
        for (ProducerView view : replica.producers()) {
            producers.add(producer(view));
        }
        return new DescribeProducersResponse.Partition(partition, ErrorCode.NONE, null, producers);
    }

    private static DescribeProducersResponse.Producer producer(ProducerView view) {
        List<ProducerView.Remembered> batches = view.batches();
        ProducerView.Remembered last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
        return new DescribeProducersResponse.Producer(
                view.producerId(),
                view.epoch(),
                last == null ? -1 : last.lastSequence(),
                last == null ? -1 : last.timestamp(),
                view.coordinatorEpoch(),
                view.transactionStart());
    }
}
