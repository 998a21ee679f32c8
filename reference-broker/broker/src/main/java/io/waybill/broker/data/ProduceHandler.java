package io.waybill.broker.data;

import io.waybill.environment.Probes;
import io.waybill.environment.Timers;
import io.waybill.log.batch.BatchCheck;
import io.waybill.log.batch.RecordBatch;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends what producers send and answers when as many have it as they want. */
final class ProduceHandler {

    private static final int FIRST_WITH_IDS = 13;
    private static final int FIRST_WITH_ZSTD = 7;
    private static final int ZSTD = 4;
    private static final short ALL = -1;
    private static final int OLD_SIZE_AT = 8;
    private static final int OLD_LEAST_SIZE = 14;
    private static final int OLD_FORMAT_AT = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Hosting hosting;
    private final Timers timers;
    private final Probes.Sometimes disconnects;
    private final Probes.Sometimes timesOut;

    ProduceHandler(Hosting hosting, Timers timers, Probes probes) {
        this.hosting = hosting;
        this.timers = timers;
        this.disconnects = probes.sometimes("produce without acks fails and disconnects");
        this.timesOut = probes.sometimes("produce with acks=all ends by time");
    }

    void handle(int version, ProduceRequest request, RequestHandler.Answer answer) {
        var pending = new Pending(request, answer);
        boolean isValid = request.acks() >= ALL && request.acks() <= 1;
        for (ProduceRequest.Topic topic : request.topics()) {
            for (ProduceRequest.Partition partition : topic.partitions()) {
                var part = pending.add(topic, partition);
                if (!isValid) {
                    part.end(Produced.refused(ErrorCode.INVALID_REQUIRED_ACKS, null));
                } else {
                    append(part, version, request.acks());
                }
            }
        }
        pending.allGiven();
    }

    private void append(Part part, int version, short acks) {
        Hosting.Lookup found = version >= FIRST_WITH_IDS
                ? hosting.byId(part.topic.topicId(), part.partition.partition())
                : hosting.byName(part.topic.topic(), part.partition.partition());
        part.leader = found.leader();
        part.replica = found.replica();
        if (part.replica == null) {
            part.end(Produced.refused(found.error(), null));
            return;
        }
        Produced refused = refuse(part.partition.records(), version);
        if (refused != null) {
            part.end(refused);
            return;
        }
        part.waiting = part.replica.produce(copy(part.partition.records()), acks, part::end);
    }

    private static @Nullable Produced refuse(@Nullable Payload records, int version) {
        if (records == null || records.sizeBytes() == 0) {
            return Produced.refused(ErrorCode.INVALID_RECORD, "a partition must have one batch, has none");
        }
        if (isOfOldFormat(records.bytes())) {
            // Retriable it must not be: the same producer would send the same again.
            return Produced.refused(ErrorCode.INVALID_RECORD, "records of formats 0 and 1 are not taken (KIP-724)");
        }
        var batch = new RecordBatch(records.bytes());
        if (!batch.hasHeader() || batch.checkHeader() != BatchCheck.SOUND) {
            return Produced.refused(ErrorCode.CORRUPT_MESSAGE, "a partition must have one sound batch of format 2");
        }
        if (batch.compression() == ZSTD && version < FIRST_WITH_ZSTD) {
            return Produced.refused(
                    ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, "zstd needs version 7 of Produce, was " + version);
        }
        if (batch.isTransactional()) {
            // No coordinator answers here, so no transaction can be open, and what began one could never end it.
            return Produced.refused(ErrorCode.INVALID_TXN_STATE, "no transaction of this producer is open");
        }
        return null;
    }

    /**
     * Returns whether bytes begin with a message of format 0 or 1, which has its size and its format where a batch has.
     */
    private static boolean isOfOldFormat(ByteBuffer records) {
        int start = records.position();
        return records.remaining() > OLD_FORMAT_AT
                && records.getInt(start + OLD_SIZE_AT) >= OLD_LEAST_SIZE
                && (records.get(start + OLD_FORMAT_AT) == 0 || records.get(start + OLD_FORMAT_AT) == 1);
    }

    /** The log writes its offset and epoch into a batch; a frame that has arrived must not be changed. */
    private static ByteBuffer copy(@Nullable Payload records) {
        ByteBuffer bytes = records == null ? ByteBuffer.allocate(0) : records.bytes();
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes);
        return copy.flip();
    }

    /** One partition's part of a request. */
    private static final class Part {

        private final Pending of;
        private final ProduceRequest.Topic topic;
        private final ProduceRequest.Partition partition;
        private LeaderIdAndEpoch leader = LeaderIdAndEpoch.NONE;
        private @Nullable Served replica;
        private @Nullable Runnable waiting;
        private @Nullable Produced produced;

        Part(Pending of, ProduceRequest.Topic topic, ProduceRequest.Partition partition) {
            this.of = of;
            this.topic = topic;
            this.partition = partition;
        }

        /** Its time is over: nobody waits for it any more. */
        void timeOut() {
            if (produced == null) {
                if (waiting != null) {
                    waiting.run();
                }
                end(Produced.refused(ErrorCode.REQUEST_TIMED_OUT, null));
            }
        }

        /** It has ended, once. */
        void end(Produced outcome) {
            if (produced == null) {
                produced = outcome;
                of.partEnded();
            }
        }
    }

    /** A request that is not answered yet. */
    private final class Pending {

        private final ProduceRequest request;
        private final RequestHandler.Answer answer;
        private final List<Part> parts = new ArrayList<>();
        private int open = 1;
        private Timers.@Nullable Timer timer;

        Pending(ProduceRequest request, RequestHandler.Answer answer) {
            this.request = request;
            this.answer = answer;
        }

        Part add(ProduceRequest.Topic topic, ProduceRequest.Partition partition) {
            var part = new Part(this, topic, partition);
            parts.add(part);
            open++;
            return part;
        }

        void allGiven() {
            if (open > 1 && request.acks() == ALL) {
                long nanos = Math.max(0, request.timeoutMs()) * NANOS_PER_MILLI;
                timer = timers.after(nanos, this::timeOut);
            }
            partEnded();
        }

        /** The records are in the log and may yet be committed: nobody knows, and that is what the error means. */
        private void timeOut() {
            timesOut.hit();
            parts.forEach(Part::timeOut);
        }

        private void partEnded() {
            open--;
            if (open > 0) {
                return;
            }
            if (timer != null) {
                timer.cancel();
            }
            if (request.expectsResponse()) {
                answer.send(response());
            } else if (parts.stream().anyMatch(ProduceHandler::failed)) {
                // Nobody reads an answer, so a lost connection tells the producer to ask for the metadata anew.
                disconnects.hit();
                answer.disconnect();
            } else {
                answer.none();
            }
        }

        private ProduceResponse response() {
            var hints = new LeaderHints(hosting);
            var topics = new ArrayList<ProduceResponse.Topic>();
            int next = 0;
            for (ProduceRequest.Topic topic : request.topics()) {
                var partitions = new ArrayList<ProduceResponse.Partition>();
                for (int i = 0; i < topic.partitions().size(); i++) {
                    partitions.add(ofPart(parts.get(next++), hints));
                }
                topics.add(new ProduceResponse.Topic(topic.topic(), topic.topicId(), partitions));
            }
            return new ProduceResponse(topics, hints.endpoints());
        }
    }

    private static boolean failed(Part part) {
        return part.produced != null && part.produced.error().isError();
    }

    private static ProduceResponse.Partition ofPart(Part part, LeaderHints hints) {
        Produced produced = part.produced;
        if (produced == null) {
            throw new IllegalStateException("a request must not be answered before all its parts have ended");
        }
        long logStart = produced.error().isError() || part.replica == null ? -1 : part.replica.logStartOffset();
        return new ProduceResponse.Partition(
                part.partition.partition(),
                produced.error(),
                produced.baseOffset(),
                produced.appendMillis(),
                logStart,
                List.of(),
                produced.message(),
                hints.of(produced.error(), part.leader));
    }
}
