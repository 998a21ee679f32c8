package io.waybill.broker.data;

import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.file.LogFailure;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;

/** All partitions of a fetch that one loop owns: looked at together, read one after the other, answered together. */
final class FetchParts {

    /**
     * A consumer asks for the next answer while it hands this one out, so a larger one makes it no faster; but it would
     * be in memory for so long that the collector takes it for something that stays. Who wants to wait for more gets
     * it.
     */
    private static final int MOST_BYTES_CONSUMED = 2 * 1024 * 1024;

    private final FetchHandler handler;
    private final boolean byId;
    private final FetchReader reader;
    private final FetchRequest request;
    private final List<FetchPart> parts = new ArrayList<>();
    private int reservedBytes;
    private int mostBytes;
    private boolean isNews;
    private boolean isReadable;
    private boolean changesRole;

    /** Is told what was read. */
    interface Done {

        /**
         * All was read that may be.
         *
         * @param bytes of this fetch, with those from before
         */
        void read(int bytes);
    }

    FetchParts(FetchHandler handler, boolean byId, FetchReader reader, FetchRequest request) {
        this.handler = handler;
        this.byId = byId;
        this.reader = reader;
        this.request = request;
        for (FetchRequest.Topic topic : request.topics()) {
            for (FetchRequest.Partition asked : topic.partitions()) {
                parts.add(new FetchPart(asked, reader));
            }
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns whether there is something else than records that is worth an answer at once. */
    boolean isNews() {
        return isNews;
    }

    /** Returns whether there is anything to read. */
    boolean isReadable() {
        return isReadable;
    }

    /** Decides about each of them anew. */
    void decide() {
        isNews = false;
        isReadable = false;
        changesRole = false;
        int next = 0;
        for (FetchRequest.Topic topic : request.topics()) {
            for (FetchRequest.Partition asked : topic.partitions()) {
                FetchPart part = parts.get(next++);
                part.decide(lookUp(topic, asked), handler.rules());
                isNews |= part.permission().isNews();
                isReadable |= part.isReadable();
            }
        }
    }

    private Hosting.Lookup lookUp(FetchRequest.Topic topic, FetchRequest.Partition asked) {
        return handler.lookUp(byId, topic.topic(), topic.topicId(), asked.partition());
    }

    /**
     * Reads: each partition may have what those before have left, and the first records come in any case.
     *
     * @param before how many bytes the fetch has already
     */
    void read(int before, Done done) {
        reserve(before);
        read(0, before, done);
    }

    /** What was read before and was too little is read again. */
    private void reserve(int before) {
        release();
        int allowed = reader.isFollower() ? request.maxBytes() : Math.max(request.minBytes(), MOST_BYTES_CONSUMED);
        reservedBytes = handler.reserve(Math.min(allowed, request.maxBytes()), before);
        mostBytes = before + reservedBytes;
    }

    /** Keeps of the memory that was reserved only so many bytes: nothing more is read for now. */
    void keep(int bytes) {
        int kept = Math.min(reservedBytes, bytes);
        handler.release(reservedBytes - kept);
        reservedBytes = kept;
    }

    /** Gives back the memory that was reserved. */
    void release() {
        handler.release(reservedBytes);
        reservedBytes = 0;
    }

    private void read(int from, int bytes, Done done) {
        int index = from;
        while (index < parts.size() && !parts.get(index).isReadable()) {
            index++;
        }
        if (index == parts.size()) {
            hasRead(bytes, done);
            return;
        }
        FetchPart part = parts.get(index);
        Served replica = part.replica();
        int left = Math.max(0, mostBytes - bytes);
        boolean isFirst = bytes == 0;
        if (replica == null || (left == 0 && !isFirst)) {
            hasRead(bytes, done);
            return;
        }
        int next = index + 1;
        int most = Math.min(Math.max(0, part.asked().maxBytes()), left);
        var wanted = new ReadRequest(
                part.asked().fetchOffset(), most, part.permission().limit(), isFirst);
        replica.read(
                wanted,
                found -> hasRead(part, found, next, bytes, done),
                failure -> failed(part, failure, next, bytes, done));
    }

    private void hasRead(FetchPart part, LogRead found, int next, int bytes, Done done) {
        part.read(found);
        read(next, bytes + part.sizeBytes(), done);
    }

    private void failed(FetchPart part, LogFailure failure, int next, int bytes, Done done) {
        part.fail(
                failure.kind() == LogFailure.Kind.OUT_OF_RANGE
                        ? ErrorCode.OFFSET_OUT_OF_RANGE
                        : ErrorCode.KAFKA_STORAGE_ERROR);
        isNews = true;
        read(next, bytes, done);
    }

    private void hasRead(int bytes, Done done) {
        for (FetchPart part : parts) {
            boolean before = part.permission().isGranted();
            part.checkStill();
            changesRole |= before && !part.permission().isGranted();
        }
        if (changesRole) {
            handler.noteChangesWhileRead();
            isNews = true;
        }
        done.read(bytes);
    }

    /** Has somebody told when there may be more; what ends that is added to {@code watches}. */
    void watch(Runnable changed, List<Runnable> watches) {
        for (FetchPart part : parts) {
            Served replica = part.replica();
            if (replica != null) {
                watches.add(replica.watch(handler.rules().seesUncommitted(reader), changed));
            }
        }
    }

    /** Returns what was decided and read last. */
    FetchResponse answer() {
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
        return new FetchResponse(ErrorCode.NONE, 0, topics, hints.endpoints());
    }
}
