package io.waybill.broker.data;

import io.waybill.environment.Timers;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.file.LogFailure;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, held until it has what is worth an answer: enough bytes, an error, news, or no more time.
 *
 * <pre>
 *    decide ──► nothing to read ──► wait for a change or the time ──► decide
 *       │
 *       └─────► read, partition by partition ──► too little ──► wait …
 *                        │
 *                        └──► answer
 * </pre>
 */
final class HeldFetch {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Kafka's {@code fetch.max.bytes}: whatever a follower wants, all of an answer is in memory at once. */
    private static final int MOST_BYTES = 55 * 1024 * 1024;

    /**
     * A consumer asks for the next answer while it hands this one out, so a larger one makes it no faster; but it would
     * be in memory for so long that the collector takes it for something that stays.
     */
    private static final int MOST_BYTES_CONSUMED = 2 * 1024 * 1024;

    private final FetchHandler handler;
    private final boolean byId;
    private final FetchReader reader;
    private final FetchRequest request;
    private final RequestHandler.Answer answer;
    private final List<FetchPart> parts = new ArrayList<>();
    private final List<Runnable> watches = new ArrayList<>();
    private Timers.@Nullable Timer timer;
    private boolean isReading;
    private boolean hasRead;
    private boolean isOver;
    private boolean isWoken;
    private boolean hasChanged;
    private boolean isDone;

    HeldFetch(
            FetchHandler handler,
            boolean byId,
            FetchReader reader,
            FetchRequest request,
            RequestHandler.Answer answer) {
        this.handler = handler;
        this.byId = byId;
        this.reader = reader;
        this.request = request;
        this.answer = answer;
    }

    void begin() {
        for (FetchRequest.Topic topic : request.topics()) {
            for (FetchRequest.Partition asked : topic.partitions()) {
                parts.add(new FetchPart(asked, reader));
            }
        }
        isOver = request.maxWaitMs() <= 0 || request.minBytes() <= 0 || parts.isEmpty();
        decide();
    }

    private Hosting.Lookup lookUp(FetchRequest.Topic topic, FetchRequest.Partition asked) {
        return handler.lookUp(byId, topic.topic(), topic.topicId(), asked.partition());
    }

    private void decide() {
        hasChanged = false;
        boolean isNews = isOver;
        boolean isReadable = false;
        int next = 0;
        for (FetchRequest.Topic topic : request.topics()) {
            for (FetchRequest.Partition asked : topic.partitions()) {
                FetchPart part = parts.get(next++);
                part.decide(lookUp(topic, asked), handler.rules());
                isNews |= part.permission().isNews();
                isReadable |= part.isReadable();
            }
        }
        if (isReadable) {
            isReading = true;
            hasRead = true;
            read(0, 0, isNews);
        } else if (isNews) {
            answer();
        } else {
            await();
        }
    }

    /** Reads from a partition on: each may have what those before have left, and the first records come in any case. */
    private void read(int from, int bytes, boolean isNews) {
        int index = from;
        while (index < parts.size() && !parts.get(index).isReadable()) {
            index++;
        }
        if (index == parts.size()) {
            hasRead(bytes, isNews);
            return;
        }
        FetchPart part = parts.get(index);
        Served replica = part.replica();
        int allowed = reader.isFollower() ? MOST_BYTES : MOST_BYTES_CONSUMED;
        int left = Math.max(0, Math.min(allowed, request.maxBytes()) - bytes);
        boolean isFirst = bytes == 0;
        if (replica == null || (left == 0 && !isFirst)) {
            hasRead(bytes, isNews);
            return;
        }
        int next = index + 1;
        int most = Math.min(Math.max(0, part.asked().maxBytes()), left);
        var wanted = new ReadRequest(
                part.asked().fetchOffset(), most, part.permission().limit(), isFirst);
        replica.read(
                wanted,
                found -> hasRead(part, found, next, bytes, isNews),
                failure -> failed(part, failure, next, bytes));
    }

    private void hasRead(FetchPart part, LogRead found, int next, int bytes, boolean isNews) {
        part.read(found);
        read(next, bytes + part.sizeBytes(), isNews);
    }

    private void failed(FetchPart part, LogFailure failure, int next, int bytes) {
        part.fail(
                failure.kind() == LogFailure.Kind.OUT_OF_RANGE
                        ? ErrorCode.OFFSET_OUT_OF_RANGE
                        : ErrorCode.KAFKA_STORAGE_ERROR);
        read(next, bytes, true);
    }

    private void hasRead(int bytes, boolean isNews) {
        isReading = false;
        boolean changesRole = false;
        for (FetchPart part : parts) {
            boolean before = part.permission().isGranted();
            part.checkStill();
            changesRole |= before && !part.permission().isGranted();
        }
        if (changesRole) {
            handler.noteChangesWhileRead();
        }
        if (isNews || changesRole || isOver || bytes >= request.minBytes()) {
            answer();
        } else {
            await();
        }
    }

    private void await() {
        if (timer == null) {
            timer = handler.environment().timers().after(request.maxWaitMs() * NANOS_PER_MILLI, this::timeOut);
            for (FetchPart part : parts) {
                Served replica = part.replica();
                if (replica != null) {
                    watches.add(replica.watch(handler.rules().seesUncommitted(reader), this::changed));
                }
            }
            hasChanged = hasRead; // while it was read nobody told of changes
        }
        if (hasChanged) {
            wake();
        }
    }

    private void timeOut() {
        if (!isDone) {
            handler.noteEndsByTime();
            isOver = true;
            if (!isWoken && !isReading) {
                lookAgain();
            }
        }
    }

    /** Something has changed; what is read now may have missed it. */
    private void changed() {
        hasChanged = true;
        wake();
    }

    private void wake() {
        if (!isWoken && !isReading && !isDone) {
            isWoken = true;
            handler.environment().timers().post(() -> {
                isWoken = false;
                if (!isDone && !isReading) {
                    lookAgain();
                }
            });
        }
    }

    private void lookAgain() {
        if (answer.isWanted()) {
            decide();
        } else {
            end();
        }
    }

    private void answer() {
        end();
        var hints = new LeaderHints(handler.hosting());
        var topics = new ArrayList<FetchResponse.Topic>();
        int next = 0;
        for (FetchRequest.Topic topic : request.topics()) {
            var partitions = new ArrayList<FetchResponse.Partition>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                FetchPart part = parts.get(next++);
                part.noteServed();
                partitions.add(part.answer(hints));
            }
            topics.add(new FetchResponse.Topic(topic.topic(), topic.topicId(), partitions));
        }
        answer.send(new FetchResponse(ErrorCode.NONE, 0, topics, hints.endpoints()));
    }

    private void end() {
        isDone = true;
        if (timer != null) {
            timer.cancel();
        }
        watches.forEach(Runnable::run);
        watches.clear();
    }
}
