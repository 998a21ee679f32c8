package io.waybill.checker.transaction;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistoryFacts.TransactionState;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transaction took effect: as its producer was told, or as a read_committed consumer could see.
 *
 * <p>Told of deliveries from several threads; asked when they are done.
 */
final class Effects {

    /** A delivery that shows that a transaction was committed. */
    private record Seen(int consumer, int partition, long offset, long completeNanos) {}

    private final HistoryFacts facts;
    private final TransactionTable table;
    private final HistorySearch search;

    // One slot a transaction, written once; a reference is written whole, so a reader sees it or sees null.
    private final @Nullable Seen[] seen;
    private final boolean[] delivered;

    Effects(HistoryFacts facts, TransactionTable table, HistorySearch search) {
        this.facts = facts;
        this.table = table;
        this.search = search;
        this.seen = new Seen[table.size()];
        this.delivered = new boolean[table.size()];
    }

    TransactionTable table() {
        return table;
    }

    /** Notes that somebody was handed a message of a transaction, whether or not that proves anything. */
    void delivered(int transaction) {
        if (transaction < delivered.length) {
            delivered[transaction] = true;
        }
    }

    /** Notes that a read_committed consumer was handed a message of a transaction after its commit was asked for. */
    void visible(int transaction, int consumer, MessageId message, long offset, long completeNanos) {
        if (transaction < seen.length && seen[transaction] == null) {
            seen[transaction] = new Seen(consumer, message.partition(), offset, completeNanos);
        }
    }

    /** Returns whether anybody was handed anything of a transaction. */
    boolean isDelivered(int transaction) {
        return transaction < delivered.length && delivered[transaction];
    }

    /** Returns what became of a transaction: what nobody was told, but somebody saw, is committed. */
    TransactionState of(int transaction) {
        TransactionState told = facts.transaction(transaction);
        boolean shown = transaction < seen.length && seen[transaction] != null;
        return told == TransactionState.UNKNOWN && shown ? TransactionState.COMMITTED : told;
    }

    /** Returns the recorded end of a transaction. */
    Optional<Event.TransactionEnded> end(int transaction) {
        return search.event(event -> event instanceof Event.TransactionEnded e && e.transaction() == transaction)
                .map(Event.TransactionEnded.class::cast);
    }

    /** Returns what shows that a transaction was committed: its acknowledged commit, or a delivery. */
    Event evidence(int transaction) {
        if (facts.transaction(transaction) == TransactionState.COMMITTED) {
            return end(transaction).orElseThrow();
        }
        Seen at = seen[transaction];
        if (at == null) {
            throw new IllegalStateException(
                    "transaction " + transaction + " was not committed; this is a defect of the" + " checker");
        }
        return search.delivery(at.consumer, at.partition, at.offset, at.completeNanos)
                .orElseThrow();
    }
}
