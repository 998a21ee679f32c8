package io.waybill.checker.online;

import io.waybill.checker.anomaly.Names;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.SendColumns;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges a history while it is being written, as far as that can be done.
 *
 * <p>Is shown the blocks in the order of the file, once. Confirms what no later event can undo: whatever it confirms,
 * the final judgement finds as well. Counts apart from that what is suspicious, such as messages that were acknowledged
 * and that nobody was handed yet. Partitions without offsets are left to the final judgement.
 *
 * <p>Relies on what a recorder keeps to: ids are defined before they are used, a consumer is used by one thread, and a
 * transaction's end is its last event. Memory is bounded: what is forgotten is not confirmed. Used by one thread.
 */
public final class OnlineChecker implements HistoryVisitor {

    /** The messages that may be under way at once, over all sessions and partitions: some 70 MB. */
    private static final long MOST_SLOTS = 4L << 20;

    /** The messages of one session in one partition that may be under way at once. */
    private static final int MOST_SLOTS_EACH = 1 << 16;

    private final HistoryFacts facts = HistoryFacts.growing();
    private final Names names = new Names();
    private final Ledger ledger = new Ledger();
    private final Slots slots;
    private final OpenTransactions transactions = new OpenTransactions(facts, ledger);
    private final Map<Integer, PartitionWatch> partitions = new HashMap<>();
    private long messages;

    /** Creates a checker that has seen nothing. */
    public OnlineChecker() {
        this(MOST_SLOTS, MOST_SLOTS_EACH);
    }

    OnlineChecker(long mostSlots, int mostSlotsEach) {
        slots = new Slots(mostSlots, mostSlotsEach);
    }

    private PartitionWatch partition(int id) {
        return partitions.computeIfAbsent(id, p -> new PartitionWatch(p, facts, slots, ledger, transactions));
    }

    @Override
    public void sends(SendColumns sends) {
        messages += sends.rows();
        if (facts.isLog(sends.partition())) {
            partition(sends.partition()).sends(sends);
        }
    }

    @Override
    public void deliveries(DeliveryColumns deliveries) {
        messages += deliveries.rows();
        if (facts.isLog(deliveries.partition())) {
            partition(deliveries.partition()).deliveries(deliveries);
        }
    }

    @Override
    public void event(Event event) {
        facts.note(event);
        if (!(event instanceof Event.KeyNamed)) {
            names.define(event);
        }
        if (event instanceof Event.TransactionEnded e) {
            transactions.ended(e.transaction());
        } else if (event instanceof Event.Assigned e) {
            moved(e.consumer(), e.timeNanos(), e.timeNanos());
        } else if (event instanceof Event.ConsumerClosed e) {
            moved(e.consumer(), e.timeNanos(), e.timeNanos());
        } else if (event instanceof Event.Poll e && e.outcome().isInfo()) {
            moved(e.consumer(), e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.Revoked e) {
            e.partitions().forEach(id -> partition(id).reading(e.consumer()).moved(e.timeNanos(), e.timeNanos(), -1));
        } else if (event instanceof Event.Positioned e) {
            positioned(partition(e.partition()).reading(e.consumer()), e);
        }
    }

    private static void positioned(ReadingWatch reading, Event.Positioned e) {
        if (e.reason() == Event.PositionReason.END) {
            reading.reachedEnd(e.offset());
        } else {
            reading.moved(e.timeNanos(), e.timeNanos(), e.offset());
        }
    }

    /** A consumer may have been moved in every partition that it reads. */
    private void moved(int consumer, long fromNanos, long toNanos) {
        eachPartition(partition -> partition.reading(consumer).moved(fromNanos, toNanos, -1));
    }

    private void eachPartition(Consumer<PartitionWatch> consumer) {
        partitions.values().forEach(consumer);
    }

    /** The history is whole, or nobody writes it any more: what only waited for a later event is decided. */
    public void end() {
        eachPartition(PartitionWatch::end);
    }

    /** Returns the names of partitions, sessions and consumers, as far as they are defined. */
    public Names names() {
        return names;
    }

    /** Returns how the history stands. Takes time in proportion to the messages that are under way. */
    public Standing standing() {
        long unseen = 0;
        long passedOver = 0;
        long unannounced = 0;
        for (PartitionWatch partition : partitions.values()) {
            Suspicions each = partition.suspicions();
            unseen += each.unseen();
            passedOver += each.passedOver();
            unannounced += each.unannounced();
        }
        return new Standing(ledger.counts(), ledger.first(), new Suspicions(unseen, passedOver, unannounced), messages);
    }
}
