package io.waybill.broker.fetching;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a leader where its log begins and ends, which to a replica is told as it is, committed or not. */
final class OffsetQuestion {

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FetchContext context;
    private final Supplier<Optional<RpcChannel>> channel;

    OffsetQuestion(FetchContext context, Supplier<Optional<RpcChannel>> channel) {
        this.context = context;
        this.channel = channel;
    }

    /**
     * A log's bounds.
     *
     * @param logStart the first offset
     * @param logEnd the offset after the last
     */
    record Bounds(long logStart, long logEnd) {}

    /**
     * Asks for the end and then for the start: it may have moved up meanwhile, but never beyond where the end is then.
     *
     * @param done is given null where there was no answer, or an error
     */
    void ask(Follower follower, Consumer<@Nullable Bounds> done) {
        one(
                follower,
                LATEST,
                end -> one(follower, EARLIEST, start -> done.accept(new Bounds(start, end)), () -> done.accept(null)),
                () -> done.accept(null));
    }

    private void one(Follower follower, long timestamp, LongConsumer found, Runnable failed) {
        RpcChannel to = channel.get().orElse(null);
        if (to == null) {
            failed.run();
            return;
        }
        TopicPartition of = follower.replica().partition();
        int timeoutMillis = context.settings().get().timeoutMillis();
        var partition = new ListOffsetsRequest.Partition(of.partition(), follower.leaderEpoch(), timestamp);
        var topic = new ListOffsetsRequest.Topic(of.topic(), List.of(partition));
        var request = new ListOffsetsRequest(context.broker(), (byte) 0, List.of(topic), timeoutMillis);
        to.send(request, timeoutMillis * NANOS_PER_MILLI, outcome -> {
            Long offset = offset(outcome);
            if (offset == null) {
                failed.run();
            } else {
                found.accept(offset);
            }
        });
    }

    private static @Nullable Long offset(RpcOutcome outcome) {
        var response = outcome.<@Nullable ListOffsetsResponse>match(
                answered -> answered.response() instanceof ListOffsetsResponse it ? it : null,
                lost -> null,
                notSent -> null);
        if (response == null || response.topics().size() != 1) {
            return null;
        }
        List<ListOffsetsResponse.Partition> partitions =
                response.topics().get(0).partitions();
        boolean isSound = partitions.size() == 1
                && partitions.get(0).error() == ErrorCode.NONE
                && partitions.get(0).offset() >= 0;
        return isSound ? partitions.get(0).offset() : null;
    }
}
