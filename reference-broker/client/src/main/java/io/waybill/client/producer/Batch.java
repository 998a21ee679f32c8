package io.waybill.client.producer;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.compression.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records of one partition that are sent together, from their first record to the end of all of them. */
final class Batch {

    /** What a batch has that no broker was asked to number. */
    static final int NO_SEQUENCE = RecordBatch.NO_SEQUENCE;

    final long number;
    final Lane lane;
    final long createdNanos;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable BatchBuilder builder = new BatchBuilder();
    private @Nullable ByteBuffer bytes;
    private long reservedBytes;
    private int sequence = NO_SEQUENCE;

    /** How often it was sent. */
    int attempts;

    /** Not to be sent before. */
    long notBeforeNanos;

    /** Whether a broker may have appended it: some attempt had no answer, or one that does not say. */
    boolean mayBeAppended;

    /** Whether it goes without a sequence although others have one: a planted flaw. */
    boolean isUnnumbered;

    /** Whether its records were told how it ended; an answer that comes later changes nothing. */
    boolean isOver;

    /** How a batch ended; each of its records makes a result of it. */
    record Fate(Kind kind, long baseOffset, int index, int partition, String error, String reason) {

        enum Kind {
            ACKNOWLEDGED,
            FAILED,
            UNKNOWN
        }

        Fate at(int newIndex) {
            return new Fate(kind, baseOffset, newIndex, partition, error, reason);
        }

        SendResult result() {
            return switch (kind) {
                case ACKNOWLEDGED -> new SendResult.Acknowledged(partition, baseOffset < 0 ? -1 : baseOffset + index);
                case FAILED -> new SendResult.Failed(error, reason);
                case UNKNOWN -> new SendResult.Unknown(error, reason);
            };
        }
    }

    /**
     * A record, and who waits for its end.
     *
     * @param number its number among all that were ever put into batches, of whatever partition
     */
    private record Entry(
            long number,
            long timestampMillis,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            List<LogRecord.Header> headers,
            long sizeBytes,
            Consumer<Fate> ended) {}

    /**
     * Creates one without records.
     *
     * @param number that of its first record, so that batches have the order of their records, whatever becomes of them
     */
    Batch(long number, Lane lane, long createdNanos) {
        this.number = number;
        this.lane = lane;
        this.createdNanos = createdNanos;
    }

    /** Adds a record that has room, or the first one, whatever its size. */
    void add(
            long recordNumber,
            long timestampMillis,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<LogRecord.Header> headers,
            long sizeBytes,
            Consumer<Fate> ended) {
        add(new Entry(recordNumber, timestampMillis, wrap(key), wrap(value), headers, sizeBytes, ended));
    }

    private void add(Entry entry) {
        var open = builder;
        if (open == null) {
            throw new IllegalStateException("batch " + number + " is closed");
        }
        open.add(entry.timestampMillis(), entry.key(), entry.value(), entry.headers());
        reservedBytes += entry.sizeBytes();
        entries.add(entry);
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    boolean isOpen() {
        return builder != null;
    }

    int sizeBytes() {
        var open = builder;
        if (open != null) {
            return open.sizeBytes();
        }
        return bytes == null ? 0 : bytes.remaining();
    }

    int count() {
        return entries.size();
    }

    long reservedBytes() {
        return reservedBytes;
    }

    /** Returns its first sequence, {@link #NO_SEQUENCE} where it has none, yet or again. */
    int sequence() {
        return sequence;
    }

    /**
     * Ends the adding of records and makes the bytes, as those of a producer from a sequence on. Bytes that were made
     * before stay as they are: they may still be on their way.
     */
    void close(Codec codec, long producerId, short producerEpoch, int newSequence) {
        var open = builder;
        if (open != null) {
            open.producer(producerId, producerEpoch, newSequence);
            bytes = codec == Codec.NONE ? open.build() : open.build(codec.id(), codec::compress);
            builder = null;
        } else if (bytes != null) {
            var copy = ByteBuffer.allocate(bytes.remaining())
                    .put(bytes.duplicate())
                    .flip();
            new RecordBatch(copy).stampProducer(producerId, producerEpoch, newSequence);
            bytes = copy;
        }
        sequence = newSequence;
    }

    /** Takes its sequence back: it is certain that no broker has it. */
    void forgetSequence() {
        sequence = NO_SEQUENCE;
    }

    /** Returns the bytes as they are to be sent. */
    ByteBuffer bytes() {
        var made = bytes;
        if (made == null) {
            throw new IllegalStateException("batch " + number + " is not closed yet");
        }
        return made.duplicate();
    }

    /** Tells each of its records how it ended, once. */
    void end(Fate fate) {
        if (isOver) {
            return;
        }
        isOver = true;
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).ended().accept(fate.at(i));
        }
        entries.clear();
    }

    /**
     * Returns two batches that take its place, because it is too large: the halves of its records, with the sequences
     * that these have (KIP-126). What may have been appended of it may have been appended of them. The refusal said
     * nothing but the size, so it counts as no attempt.
     */
    List<Batch> split(Codec codec) {
        if (entries.size() < 2) {
            throw new IllegalStateException("batch " + number + " must have >= 2 records, has " + entries.size());
        }
        var whole = new RecordBatch(bytes());
        int middle = entries.size() / 2;
        var halves = List.of(part(0, middle), part(middle, entries.size()));
        int first = sequence;
        for (Batch half : halves) {
            half.close(codec, whole.producerId(), whole.producerEpoch(), first);
            first = first == NO_SEQUENCE ? NO_SEQUENCE : after(first, half.count());
        }
        isOver = true;
        return halves;
    }

    private Batch part(int from, int to) {
        var part = new Batch(entries.get(from).number(), lane, createdNanos);
        entries.subList(from, to).forEach(part::add);
        part.attempts = Math.max(0, attempts - 1);
        part.mayBeAppended = mayBeAppended;
        part.isUnnumbered = isUnnumbered;
        return part;
    }

    /** Returns the sequence after so many from a first one on. Sequences go on with 0 after 2^31 - 1. */
    static int after(int first, int count) {
        return (first + count) & Integer.MAX_VALUE;
    }
}
