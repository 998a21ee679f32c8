package io.waybill.client.world;

import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A produce request of one batch, as a test looks at it: {@code a,b pid=1001 epoch=0 seq=0}. */
public record Produced(FakeBroker.Asked asked) {

    public static Produced next(FakeBroker broker) {
        return new Produced(broker.next());
    }

    public RecordBatch batch() {
        return new RecordBatch(Objects.requireNonNull(part().records()).bytes());
    }

    private ProduceRequest.Partition part() {
        return topic().partitions().get(0);
    }

    private ProduceRequest.Topic topic() {
        return asked.as(ProduceRequest.class).topics().get(0);
    }

    public String values() {
        return batch().records().stream()
                .map(record -> StandardCharsets.UTF_8
                        .decode(Objects.requireNonNull(record.value()).duplicate())
                        .toString())
                .collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        var batch = batch();
        return values() + " pid=" + batch.producerId() + " epoch=" + batch.producerEpoch() + " seq="
                + batch.baseSequence();
    }

    public void ok(long offset) {
        answer(ErrorCode.NONE, offset, LeaderIdAndEpoch.NONE, List.of());
    }

    public void refuse(ErrorCode error) {
        answer(error, -1, LeaderIdAndEpoch.NONE, List.of());
    }

    public void answer(ErrorCode error, long offset, LeaderIdAndEpoch leader, List<NodeEndpoint> endpoints) {
        var answer = new ProduceResponse.Partition(part().partition(), error, offset, -1, -1, List.of(), null, leader);
        asked.answer(new ProduceResponse(
                List.of(new ProduceResponse.Topic(topic().topic(), topic().topicId(), List.of(answer))), endpoints));
    }
}
