package io.waybill.client.consumer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.cluster.TopicLeaders;
import io.waybill.client.config.ConsumerSettings;
import io.waybill.client.config.ResetPolicy;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.environment.Timers;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fetches for the partitions of a consumer, and decides what the answers mean. */
final class Fetching {

    /** Asks for the offset after the last record. */
    static final long LATEST = -1;
    /** Asks for the first offset. */
    static final long EARLIEST = -2;

    private static final long MILLI = 1_000_000;

    private final Environment environment;
    private final ConsumerSettings settings;
    private final ClusterMetadata metadata;
    private final Collection<Assigned> assigned;
    private final Runnable moved;
    private final OffsetQuestions questions;
    private final Randomness jitter;
    private final TreeSet<Integer> busy = new TreeSet<>();
    private Timers.@Nullable Timer timer;
    private long timerNanos = Long.MAX_VALUE;
    private int turn;
    private boolean closed;

    Fetching(
            Environment environment,
            ConsumerSettings settings,
            ClusterMetadata metadata,
            Collection<Assigned> assigned,
            Runnable moved) {
        this.environment = environment;
        this.settings = settings;
        this.metadata = metadata;
        this.assigned = assigned;
        this.moved = moved;
        this.jitter = environment.randomness("fetch backoff");
        this.questions = new OffsetQuestions(environment, settings, metadata);
    }

    /** Asks a partition's leader for an offset until it answers or the time is over. */
    void offset(TopicPart part, long timestamp, long untilNanos, java.util.function.Consumer<OffsetAnswer> done) {
        questions.ask(part, timestamp, untilNanos, done);
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private long now() {
        return environment.clock().nanos();
    }

    // ---- asking ------------------------------------------------------------------------------------------------

    /** Begins every fetch that can begin. */
    void fetch() {
        if (closed) {
            return;
        }
        SortedMap<Integer, List<Assigned>> byBroker = new TreeMap<>();
        for (Assigned each : assigned) {
            if (each.isFetching || each.isResetting || each.problem != null || !hasRoom(each)) {
                continue;
            }
            if (now() < each.notBeforeNanos) {
                wakeAt(each.notBeforeNanos);
                continue;
            }
            int broker = brokerOf(each);
            if (broker >= 0 && !busy.contains(broker)) {
                byBroker.computeIfAbsent(broker, id -> new ArrayList<>()).add(each);
            }
        }
        turn++;
        byBroker.forEach((broker, parts) -> {
            // Each request begins with another partition: a broker that may not answer for all answers for the first.
            Collections.rotate(parts, turn);
            ask(broker, parts);
        });
    }

    private boolean hasRoom(Assigned each) {
        return each.buffer.size() < settings.maxPollRecords();
    }

    private int brokerOf(Assigned each) {
        if (each.preferred >= 0
                && now() < each.preferredUntilNanos
                && metadata.channel(each.preferred).isPresent()) {
            return each.preferred;
        }
        each.preferred = -1;
        int leader = metadata.leader(each.part.topic(), each.part.partition()).leaderId();
        if (leader < 0 || metadata.channel(leader).isEmpty()) {
            metadata.refresh();
            return -1;
        }
        return leader;
    }

    private void ask(int broker, List<Assigned> parts) {
        var call = new FetchCall(settings);
        for (Assigned each : parts) {
            each.isFetching = true;
            var topic = each.part.topic();
            UUID id = metadata.topic(topic).map(TopicLeaders::id).orElse(TopicLeaders.NO_ID);
            call.add(each, id, metadata.leader(topic, each.part.partition()));
        }
        busy.add(broker);
        long timeoutNanos = (settings.requestTimeoutMillis() + (long) settings.fetchMaxWaitMillis()) * MILLI;
        metadata.channel(broker).orElseThrow().send(Api.FETCH, call::ofVersion, timeoutNanos, outcome -> {
            busy.remove(broker);
            call.parts().forEach(asked -> asked.part().isFetching = false);
            if (!closed) {
                answered(call, outcome);
                moved.run();
            }
        });
    }

    // ---- answers -----------------------------------------------------------------------------------------------

    private void answered(FetchCall call, RpcOutcome outcome) {
        if (outcome instanceof RpcOutcome.Answered answered
                && answered.response() instanceof FetchResponse response
                && response.error() == ErrorCode.NONE) {
            var silent = new ArrayList<>(call.parts());
            for (FetchCall.Answer answer : call.answers(response)) {
                var asked = answer.asked();
                metadata.hint(
                        new TopicLeaders.Key(asked.part().part.topic(), asked.topicId()),
                        answer.said().partition(),
                        answer.said().currentLeader(),
                        response.nodeEndpoints());
                // Said twice, the first counts.
                if (silent.remove(asked) && asked.generation() == asked.part().generation) {
                    answered(asked.part(), answer.said());
                }
            }
            silent.forEach(asked -> rest(asked.part()));
            return;
        }
        metadata.refresh();
        call.parts().forEach(asked -> {
            asked.part().preferred = -1;
            rest(asked.part());
        });
    }

    private void answered(Assigned part, FetchResponse.Partition answer) {
        if (answer.preferredReadReplica() >= 0) {
            // For a while only: a follower that falls behind does not know that it does.
            part.preferred = answer.preferredReadReplica();
            part.preferredUntilNanos = now() + settings.metadataMaxAgeMillis() * MILLI;
            if (metadata.channel(part.preferred).isEmpty()) {
                metadata.refresh();
                rest(part);
            }
            return;
        }
        if (answer.divergingEpoch().epoch() >= 0 || answer.divergingEpoch().endOffset() >= 0) {
            truncated(part, answer);
            return;
        }
        switch (answer.error()) {
            case NONE -> take(part, answer);
            case OFFSET_OUT_OF_RANGE -> outOfRange(part);
            case TOPIC_AUTHORIZATION_FAILED, INVALID_TOPIC_EXCEPTION -> {
                part.problem = new PollResult.Failed(part.part, answer.error().name(), "said by the broker");
                rest(part);
            }
            default -> {
                // Everything else may pass: another leads, or nobody yet, or not everything is known there yet.
                part.preferred = -1;
                metadata.refresh();
                rest(part);
            }
        }
    }

    private void take(Assigned part, FetchResponse.Partition answer) {
        var records = answer.records();
        var aborted = answer.abortedTransactions();
        if (records == null) {
            return;
        }
        try {
            var decoded = Decoder.decode(
                    part,
                    records.bytes(),
                    aborted == null ? List.of() : aborted,
                    settings.committedOnly(),
                    settings.checkCrcs());
            if (decoded.nextOffset() == part.fetchOffset && records.sizeBytes() > 0) {
                // Not even one batch: the same question would have the same answer.
                rest(part);
            }
            part.buffer.addAll(decoded.records());
            part.fetchOffset = decoded.nextOffset();
            part.fetchedEpoch = decoded.lastEpoch();
        } catch (Decoder.CorruptException e) {
            part.problem =
                    new PollResult.Failed(part.part, ErrorCode.CORRUPT_MESSAGE.name(), String.valueOf(e.getMessage()));
            rest(part);
        }
    }

    /** The leader's log parts from what was read: what is gone was read all the same, and the application must know. */
    private void truncated(Assigned part, FetchResponse.Partition answer) {
        long end = answer.divergingEpoch().endOffset();
        long before = part.fetchOffset;
        long handedOut = part.position;
        part.seek(Math.min(Math.max(0, end), handedOut));
        if (end < handedOut) {
            part.problem = new PollResult.Failed(
                    part.part,
                    "LOG_TRUNCATED",
                    "read up to " + handedOut + ", the log of the leader parts from that at " + end + " (epoch "
                            + answer.divergingEpoch().epoch() + "); reading goes on at " + part.position);
        } else if (end < before) {
            // Only what was not handed out yet is gone.
            metadata.refresh();
        }
        rest(part);
    }

    private void outOfRange(Assigned part) {
        if (part.preferred >= 0) {
            // A follower may not be there yet: the leader knows.
            part.preferred = -1;
            rest(part);
            return;
        }
        if (!part.buffer.isEmpty()) {
            // What was fetched is handed out first; then it is asked again.
            rest(part);
            return;
        }
        String found = "offset " + part.fetchOffset + " is not in the log";
        if (settings.reset() == ResetPolicy.NONE) {
            part.problem = new PollResult.Failed(part.part, ErrorCode.OFFSET_OUT_OF_RANGE.name(), found);
            rest(part);
            return;
        }
        part.isResetting = true;
        long generation = part.generation;
        long timestamp = settings.reset() == ResetPolicy.EARLIEST ? EARLIEST : LATEST;
        questions.ask(part.part, timestamp, now() + settings.requestTimeoutMillis() * MILLI, answer -> {
            if (part.generation != generation || closed) {
                return;
            }
            part.isResetting = false;
            answer.offset().ifPresent(offset -> {
                part.seek(offset);
                part.problem = new PollResult.Failed(
                        part.part, ErrorCode.OFFSET_OUT_OF_RANGE.name(), found + "; reading goes on at " + offset);
            });
            rest(part);
            moved.run();
        });
    }

    private void rest(Assigned part) {
        // Never none: a loop that does not rest would stop a simulated clock.
        long backoff = Math.max(1, settings.retryBackoffMillis()) * MILLI;
        part.notBeforeNanos = now() + backoff / 2 + jitter.nextLong(backoff / 2 + 1);
        wakeAt(part.notBeforeNanos);
    }

    private void wakeAt(long nanos) {
        if (nanos < timerNanos) {
            if (timer != null) {
                timer.cancel();
            }
            timerNanos = nanos;
            timer = environment.timers().after(Math.max(0, nanos - now()), () -> {
                timerNanos = Long.MAX_VALUE;
                timer = null;
                moved.run();
            });
        }
    }
}
