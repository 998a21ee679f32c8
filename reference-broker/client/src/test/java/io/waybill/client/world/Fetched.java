package io.waybill.client.world;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A fetch request, and its answers. What is said about one partition is said about its first. */
public record Fetched(FakeBroker.Asked asked) {

    private static final FetchResponse.DivergingEpoch AGREES = new FetchResponse.DivergingEpoch(-1, -1);

    public static Fetched next(FakeBroker broker) {
        return new Fetched(broker.next());
    }

    /** A batch of records {@code v<offset>} from an offset on. */
    public static ByteBuffer batch(long offset, int count, int epoch) {
        var builder = new BatchBuilder().baseOffset(offset).leaderEpoch(epoch);
        for (int i = 0; i < count; i++) {
            builder.add(1_000 + i, null, ByteBuffer.wrap(("v" + (offset + i)).getBytes(StandardCharsets.UTF_8)));
        }
        return builder.build();
    }

    /** Some batches, one after the other. */
    public static ByteBuffer together(ByteBuffer... batches) {
        int size = 0;
        for (ByteBuffer each : batches) {
            size += each.remaining();
        }
        var all = ByteBuffer.allocate(size);
        for (ByteBuffer each : batches) {
            all.put(each.duplicate());
        }
        return all.flip();
    }

    private FetchRequest request() {
        return asked.as(FetchRequest.class);
    }

    public FetchRequest.Partition part() {
        return request().topics().get(0).partitions().get(0);
    }

    public List<Integer> parts() {
        return request().topics().get(0).partitions().stream()
                .map(FetchRequest.Partition::partition)
                .toList();
    }

    public void records(ByteBuffer bytes) {
        answer(ErrorCode.NONE, AGREES, -1, LeaderIdAndEpoch.NONE, Payload.of(bytes));
    }

    public void error(ErrorCode error) {
        answer(error, AGREES, -1, LeaderIdAndEpoch.NONE, Payload.EMPTY);
    }

    public void elsewhere(int leader, int epoch) {
        answer(ErrorCode.NOT_LEADER_OR_FOLLOWER, AGREES, -1, new LeaderIdAndEpoch(leader, epoch), Payload.EMPTY);
    }

    public void diverges(int epoch, long end) {
        answer(ErrorCode.NONE, new FetchResponse.DivergingEpoch(epoch, end), -1, LeaderIdAndEpoch.NONE, Payload.EMPTY);
    }

    public void prefers(int replica) {
        answer(ErrorCode.NONE, AGREES, replica, LeaderIdAndEpoch.NONE, Payload.EMPTY);
    }

    /** Says nothing of any partition. */
    public void nothing() {
        asked.answer(new FetchResponse(ErrorCode.NONE, 0, List.of(), List.of()));
    }

    private void answer(
            ErrorCode error,
            FetchResponse.DivergingEpoch diverging,
            int preferred,
            LeaderIdAndEpoch leader,
            Payload records) {
        var topics = new ArrayList<FetchResponse.Topic>();
        for (FetchRequest.Topic topic : request().topics()) {
            var parts = new ArrayList<FetchResponse.Partition>();
            for (FetchRequest.Partition each : topic.partitions()) {
                boolean first = each.equals(part());
                parts.add(new FetchResponse.Partition(
                        each.partition(),
                        first ? error : ErrorCode.NONE,
                        0,
                        -1,
                        0,
                        first ? diverging : AGREES,
                        first ? leader : LeaderIdAndEpoch.NONE,
                        null,
                        first ? preferred : -1,
                        first ? records : Payload.EMPTY));
            }
            topics.add(new FetchResponse.Topic(topic.topic(), topic.topicId(), parts));
        }
        asked.answer(new FetchResponse(ErrorCode.NONE, 0, topics, List.of()));
    }
}
