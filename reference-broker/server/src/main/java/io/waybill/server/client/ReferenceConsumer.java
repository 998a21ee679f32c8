package io.waybill.server.client;

import io.waybill.client.consumer.Consumer;
import io.waybill.client.consumer.OffsetAnswer;
import io.waybill.client.consumer.PollResult;
import io.waybill.client.consumer.TopicPart;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A {@link Consumer} for plain threads, which is told what to read. May be used by any thread; one poll at a time. */
public final class ReferenceConsumer implements AutoCloseable {

    private final ClientLoop loop;
    private final Consumer consumer;

    ReferenceConsumer(ClientLoop loop, Consumer consumer) {
        this.loop = loop;
        this.consumer = consumer;
    }

    /** Makes these all its partitions, with the offset of the first record wanted of each. */
    public CompletableFuture<Boolean> assign(Map<TopicPart, Long> starts) {
        var copy = new TreeMap<>(starts);
        return loop.run(() -> {
            consumer.assign(copy);
            return true;
        });
    }

    /** Goes on at another offset of a partition; an {@link IllegalStateException} where it is not assigned. */
    public CompletableFuture<Boolean> seek(TopicPart part, long offset) {
        return loop.run(() -> {
            consumer.seek(part, offset);
            return true;
        });
    }

    /** Hands out nothing of some partitions until {@link #resume}. */
    public CompletableFuture<Boolean> pause(Collection<TopicPart> parts) {
        var copy = List.copyOf(parts);
        return loop.run(() -> {
            consumer.pause(copy);
            return true;
        });
    }

    /** Hands out records of some partitions again. */
    public CompletableFuture<Boolean> resume(Collection<TopicPart> parts) {
        var copy = List.copyOf(parts);
        return loop.run(() -> {
            consumer.resume(copy);
            return true;
        });
    }

    /** Returns the offset of the record that is handed out next. */
    public CompletableFuture<Long> position(TopicPart part) {
        return loop.run(() -> consumer.position(part));
    }

    /**
     * Asks for records.
     *
     * @param timeout how long to wait where there are none
     * @return records, perhaps none, or an error; an {@link IllegalStateException} where another poll waits
     */
    public CompletableFuture<PollResult> poll(Duration timeout) {
        return loop.ask(done -> consumer.poll(timeout.toNanos(), done), null);
    }

    /** Asks for the first offset of a partition. */
    public CompletableFuture<OffsetAnswer> beginningOffset(TopicPart part, Duration timeout) {
        return loop.ask(done -> consumer.beginningOffset(part, timeout.toNanos(), done), null);
    }

    /** Asks for the offset after the last record of a partition that this consumer may be given. */
    public CompletableFuture<OffsetAnswer> endOffset(TopicPart part, Duration timeout) {
        return loop.ask(done -> consumer.endOffset(part, timeout.toNanos(), done), null);
    }

    /** Asks for the first record of a time, in milliseconds since 1970, or later. */
    public CompletableFuture<OffsetAnswer> offsetOfTime(TopicPart part, long timestampMillis, Duration timeout) {
        return loop.ask(done -> consumer.offsetOfTime(part, timestampMillis, timeout.toNanos(), done), null);
    }

    /** Ends it. A poll that waits is told that there is nothing. */
    @Override
    public void close() {
        loop.close(consumer);
    }
}
