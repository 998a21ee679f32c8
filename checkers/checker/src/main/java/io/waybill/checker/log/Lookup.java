package io.waybill.checker.log;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds single rows again, for evidence. Reads whole blocks, so it is for hundreds of look-ups, not for millions.
 *
 * <p>Safe for use by any number of threads, one at a time.
 */
public final class Lookup {

    private final HistoryReader history;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final SendColumns sends = new SendColumns();
    private final DeliveryColumns deliveries = new DeliveryColumns();

    /** Creates a look-up in a history. */
    public Lookup(HistoryReader history) {
        this.history = history;
        this.index = history.index();
        this.cursor = history.cursor();
    }

    /** Returns the send of a message, or empty where the history has none. */
    public synchronized Optional<Event.Send> send(MessageId id) {
        for (int block = 0; block < index.size(); block++) {
            if (index.isSends(block)
                    && index.owner(block) == id.session()
                    && index.partition(block) == id.partition()
                    && index.lowSequence(block) <= id.sequence()
                    && id.sequence() <= index.highSequence(block)) {
                cursor.read(block, sends);
                for (int row = 0; row < sends.rows(); row++) {
                    if (sends.sequences()[row] == id.sequence()) {
                        return Optional.of(history.send(sends, row));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the first delivery of a partition at an offset that satisfies a condition. */
    public synchronized Optional<Event.Delivery> delivery(
            int partition, long offset, Predicate<Event.Delivery> condition) {
        for (int block = 0; block < index.size(); block++) {
            if (index.isDeliveries(block)
                    && index.partition(block) == partition
                    && index.lowOffset(block) <= offset
                    && offset <= index.highOffset(block)) {
                cursor.read(block, deliveries);
                for (int row = 0; row < deliveries.rows(); row++) {
                    if (deliveries.offsets()[row] == offset) {
                        Event.Delivery delivery = HistoryReader.delivery(deliveries, row);
                        if (condition.test(delivery)) {
                            return Optional.of(delivery);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns a row of a block of deliveries. */
    synchronized Event.Delivery delivery(int block, int row) {
        cursor.read(block, deliveries);
        return HistoryReader.delivery(deliveries, row);
    }

    /** Returns the acknowledged end of a transaction. */
    Event transactionEnd(int transaction) {
        List<Event> ends = new ArrayList<>();
        history.eachEvent(event -> {
            if (event instanceof Event.TransactionEnded end && end.transaction() == transaction) {
                ends.add(end);
            }
        });
        return ends.get(ends.size() - 1);
    }

    /** Returns what a run was handed at an offset, if anything. */
    private Optional<Event.Delivery> at(Run run, long offset) {
        for (int part = 0; part < run.parts(); part++) {
            if (index.lowOffset(run.block(part)) > offset || index.highOffset(run.block(part)) < offset) {
                continue;
            }
            cursor.read(run.block(part), deliveries);
            for (int row = run.firstRow(part); row < run.endRow(part); row++) {
                if (deliveries.offsets()[row] == offset) {
                    return Optional.of(HistoryReader.delivery(deliveries, row));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the last delivery of a run below an offset, or what says that reading began there; where the run was
     * handed another record at the offset itself, that one.
     */
    synchronized Event before(Run run, long offset) {
        Optional<Event.Delivery> other = at(run, offset);
        if (other.isPresent()) {
            return other.get();
        }
        for (int part = run.parts() - 1; part >= 0; part--) {
            if (index.lowOffset(run.block(part)) >= offset) {
                continue;
            }
            cursor.read(run.block(part), deliveries);
            for (int row = run.endRow(part) - 1; row >= run.firstRow(part); row--) {
                if (deliveries.offsets()[row] < offset) {
                    return HistoryReader.delivery(deliveries, row);
                }
            }
        }
        Event start = run.startEvidence;
        if (start == null) {
            throw new IllegalStateException("a run that passed offset " + offset + " has nothing in front of it");
        }
        return start;
    }

    /**
     * Returns the first delivery of a run above an offset, or what says that the log ended there; where the run was
     * handed another record at the offset itself, that one.
     */
    synchronized Event after(Run run, long offset) {
        Optional<Event.Delivery> other = at(run, offset);
        if (other.isPresent()) {
            return other.get();
        }
        for (int part = 0; part < run.parts(); part++) {
            if (index.highOffset(run.block(part)) <= offset) {
                continue;
            }
            cursor.read(run.block(part), deliveries);
            for (int row = run.firstRow(part); row < run.endRow(part); row++) {
                if (deliveries.offsets()[row] > offset) {
                    return HistoryReader.delivery(deliveries, row);
                }
            }
        }
        Event end = run.endEvidence;
        if (end == null) {
            throw new IllegalStateException("a run that passed offset " + offset + " has nothing behind it");
        }
        return end;
    }
}
