package io.waybill.log;

import io.waybill.log.batch.ControlMarker;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerView;
import io.waybill.log.producer.ProducerView.Remembered;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A log as a list: what must be read, and what follows from it about epochs and producers, computed from scratch. */
final class LogModel {

    /** Everything that was ever appended and not truncated, deleted or not. */
    final List<ByteBuffer> batches = new ArrayList<>();

    long base;
    long start;

    LogModel copy() {
        LogModel copy = new LogModel();
        copy.batches.addAll(batches);
        copy.base = base;
        copy.start = start;
        return copy;
    }

    static RecordBatch view(ByteBuffer batch) {
        return new RecordBatch(batch);
    }

    long end() {
        return batches.isEmpty() ? base : view(batches.get(batches.size() - 1)).nextOffset();
    }

    void add(ByteBuffer batch) {
        ByteBuffer copy =
                ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
        if (view(copy).baseOffset() != end()) {
            throw new AssertionError("the model expects offset " + end());
        }
        batches.add(copy);
    }

    void truncateTo(long offset) {
        while (!batches.isEmpty() && end() > offset) {
            batches.remove(batches.size() - 1);
        }
    }

    void restartAt(long offset) {
        batches.clear();
        base = offset;
        start = offset;
    }

    /** What reading from the log's start gives. */
    List<String> contents() {
        List<String> contents = new ArrayList<>();
        for (ByteBuffer batch : batches) {
            if (view(batch).nextOffset() > start) {
                contents.addAll(LogBench.records(batch));
            }
        }
        return contents;
    }

    String epochs() {
        TreeMap<Integer, Long> starts = new TreeMap<>();
        for (ByteBuffer batch : batches) {
            starts.putIfAbsent(view(batch).leaderEpoch(), view(batch).baseOffset());
        }
        StringBuilder text = new StringBuilder();
        List<Map.Entry<Integer, Long>> entries = new ArrayList<>(starts.entrySet());
        for (int i = 0; i < entries.size(); i++) {
            long next = i + 1 < entries.size() ? entries.get(i + 1).getValue() : Long.MAX_VALUE;
            // That of the last record that was deleted, too.
            if (next >= start) {
                text.append(entries.get(i).getKey())
                        .append(' ')
                        .append(entries.get(i).getValue())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** All producers, by rules that are written a second time. */
    List<ProducerView> producers() {
        return List.copyOf(replay(new ArrayList<>()).values());
    }

    List<AbortedTransaction> aborted() {
        List<AbortedTransaction> aborted = new ArrayList<>();
        replay(aborted);
        aborted.removeIf(one -> one.lastOffset() < start);
        return aborted;
    }

    private Map<Long, ProducerView> replay(List<AbortedTransaction> aborted) {
        Map<Long, ProducerView> producers = new TreeMap<>();
        for (ByteBuffer bytes : batches) {
            RecordBatch batch = view(bytes);
            if (batch.producerId() < 0) {
                continue;
            }
            ProducerView before = producers.get(batch.producerId());
            if (before == null || batch.producerEpoch() > before.epoch()) {
                int coordinator = before == null ? -1 : before.coordinatorEpoch();
                long open = before == null ? -1 : before.transactionStart();
                before = new ProducerView(batch.producerId(), batch.producerEpoch(), coordinator, open, List.of());
            }
            producers.put(before.producerId(), before);
            ProducerView after = batch.isControl() ? end(before, batch, producers, aborted) : withBatch(before, batch);
            producers.put(after.producerId(), after);
        }
        return producers;
    }

    private static ProducerView withBatch(ProducerView before, RecordBatch batch) {
        List<Remembered> remembered = new ArrayList<>(before.batches());
        remembered.add(new Remembered(
                batch.baseSequence(),
                batch.lastSequence(),
                batch.baseOffset(),
                batch.lastOffset(),
                batch.maxTimestamp()));
        if (remembered.size() > 5) {
            remembered.remove(0);
        }
        long open = batch.isTransactional() && before.transactionStart() < 0
                ? batch.baseOffset()
                : before.transactionStart();
        return new ProducerView(before.producerId(), before.epoch(), before.coordinatorEpoch(), open, remembered);
    }

    private static ProducerView end(
            ProducerView before,
            RecordBatch batch,
            Map<Long, ProducerView> producers,
            List<AbortedTransaction> aborted) {
        ControlMarker marker = batch.marker();
        if (before.transactionStart() >= 0 && !marker.commit()) {
            long stable = batch.nextOffset();
            for (ProducerView other : producers.values()) {
                if (other.producerId() != before.producerId() && other.transactionStart() >= 0) {
                    stable = Math.min(stable, other.transactionStart());
                }
            }
            aborted.add(
                    new AbortedTransaction(before.producerId(), before.transactionStart(), batch.baseOffset(), stable));
        }
        int coordinator = Math.max(before.coordinatorEpoch(), marker.coordinatorEpoch());
        return new ProducerView(before.producerId(), before.epoch(), coordinator, -1, before.batches());
    }
}
