package io.waybill.client.producer;

import io.waybill.client.config.ProducerSettings;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers records into batches, a lane for each partition, within the buffer's memory. */
final class Accumulator {

    /** What a record needs beside key, value and headers, at most. */
    private static final long RECORD_OVERHEAD = 32L;

    private final ProducerSettings settings;
    private final TreeMap<String, TreeMap<Integer, Lane>> lanes = new TreeMap<>();
    private List<Lane> order = List.of();
    private long usedBytes;
    private long lastRecord;
    private boolean crowded;

    Accumulator(ProducerSettings settings) {
        this.settings = settings;
    }

    /** Returns the most bytes that a record takes. */
    static long sizeOf(byte @Nullable [] key, byte @Nullable [] value, List<LogRecord.Header> headers) {
        long size = RECORD_OVERHEAD + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (LogRecord.Header header : headers) {
            var content = header.value();
            // A letter has three bytes at most in UTF-8 as Java counts letters.
            size += 10L + 3L * header.name().length() + (content == null ? 0 : content.remaining());
        }
        return size;
    }

    /** Returns whether there is room for a record; one larger than the whole buffer never has any. */
    boolean hasRoom(long sizeBytes) {
        return usedBytes + sizeBytes <= settings.bufferMemory();
    }

    /** Says whether somebody waits for room: then batches must not linger. */
    void crowded(boolean now) {
        crowded = now;
    }

    Lane lane(String topic, int partition) {
        var known = lanes.computeIfAbsent(topic, name -> new TreeMap<>());
        var lane = known.get(partition);
        if (lane == null) {
            lane = new Lane(topic, partition);
            known.put(partition, lane);
            // A copy: whoever walks over the lanes may cause a send to a new one.
            var more = new ArrayList<>(order);
            more.add(lane);
            order = List.copyOf(more);
        }
        return lane;
    }

    /** Returns all lanes there are now. */
    List<Lane> lanes() {
        return order;
    }

    /** Returns whether a record would begin a new batch. */
    boolean beginsBatch(Lane lane, long sizeBytes) {
        var last = lane.queue.peekLast();
        return last == null || !last.isOpen() || last.sizeBytes() + sizeBytes > settings.batchSize();
    }

    Batch append(
            Lane lane,
            long timestampMillis,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<LogRecord.Header> headers,
            long nowNanos,
            Consumer<Batch.Fate> ended) {
        long sizeBytes = sizeOf(key, value, headers);
        long number = ++lastRecord;
        var batch = lane.queue.peekLast();
        if (batch == null || beginsBatch(lane, sizeBytes)) {
            batch = new Batch(number, lane, nowNanos);
            lane.queue.add(batch);
        }
        batch.add(number, timestampMillis, key, value, headers, sizeBytes, ended);
        usedBytes += sizeBytes;
        return batch;
    }

    /** Returns whether a batch takes no more records: it is closed, full, followed by another, or room is short. */
    boolean isComplete(Batch batch) {
        return crowded
                || !batch.isOpen()
                || batch.lane.queue.peekLast() != batch
                || batch.sizeBytes() + RECORD_OVERHEAD + RecordBatch.HEADER_BYTES > settings.batchSize();
    }

    /** Gives the room of a batch back that has ended. */
    void release(Batch batch) {
        usedBytes -= batch.reservedBytes();
    }
}
