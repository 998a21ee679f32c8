package io.waybill.client.consumer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.config.ConsumerSettings;
import io.waybill.environment.Environment;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Asks leaders for offsets, one partition at a time, until they answer. */
final class OffsetQuestions {

    private static final int CONSUMER = -1;
    private static final long MILLI = 1_000_000;

    private final Environment environment;
    private final ConsumerSettings settings;
    private final ClusterMetadata metadata;

    OffsetQuestions(Environment environment, ConsumerSettings settings, ClusterMetadata metadata) {
        this.environment = environment;
        this.settings = settings;
        this.metadata = metadata;
    }

    void ask(TopicPart part, long timestamp, long untilNanos, java.util.function.Consumer<OffsetAnswer> done) {
        long left = untilNanos - environment.clock().nanos();
        if (left <= 0) {
            environment.timers().post(() -> done.accept(OffsetAnswer.failed("no answer in time")));
            return;
        }
        var leader = metadata.leader(part.topic(), part.partition());
        var channel = metadata.channel(leader.leaderId());
        if (channel.isEmpty()) {
            again(part, timestamp, untilNanos, done);
            return;
        }
        var request = new ListOffsetsRequest(
                CONSUMER,
                (byte) (settings.committedOnly() ? 1 : 0),
                List.of(new ListOffsetsRequest.Topic(
                        part.topic(),
                        List.of(new ListOffsetsRequest.Partition(part.partition(), leader.leaderEpoch(), timestamp)))),
                settings.requestTimeoutMillis());
        long timeoutNanos = Math.min(left, settings.requestTimeoutMillis() * MILLI);
        channel.get().send(request, timeoutNanos, outcome -> {
            var answer = answer(outcome);
            if (answer != null && answer.error() == ErrorCode.NONE) {
                var offset = answer.offset() < 0 ? OptionalLong.empty() : OptionalLong.of(answer.offset());
                done.accept(new OffsetAnswer(offset, answer.leaderEpoch(), ""));
            } else {
                again(part, timestamp, untilNanos, done);
            }
        });
    }

    private static ListOffsetsResponse.@Nullable Partition answer(RpcOutcome outcome) {
        if (outcome instanceof RpcOutcome.Answered answered
                && answered.response() instanceof ListOffsetsResponse response) {
            for (ListOffsetsResponse.Topic topic : response.topics()) {
                for (ListOffsetsResponse.Partition partition : topic.partitions()) {
                    return partition;
                }
            }
        }
        return null;
    }

    private void again(
            TopicPart part, long timestamp, long untilNanos, java.util.function.Consumer<OffsetAnswer> done) {
        metadata.refresh();
        long left = Math.max(0, untilNanos - environment.clock().nanos());
        long pause = Math.min(left, Math.max(1, settings.retryBackoffMillis()) * MILLI);
        environment.timers().after(pause, () -> ask(part, timestamp, untilNanos, done));
    }
}
