package io.waybill.checker.transaction;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;
import io.waybill.history.PartitionOffset;
import io.waybill.history.file.HistoryReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For which scope a transaction works, and how far that scope's committed offsets went: two applications that read the
 * same input each have their own outputs of it.
 */
final class ProcessingScopes {

    private final HistoryFacts facts;
    private final TransactionTable table;
    private final Map<Integer, String> byTransaction = new HashMap<>();
    private final Map<Integer, String> bySession = new HashMap<>();
    private final Map<String, Event.Commit> last = new HashMap<>();

    ProcessingScopes(HistoryReader history, HistoryFacts facts, TransactionTable table) {
        this.facts = facts;
        this.table = table;
        history.eachEvent(event -> {
            if (event instanceof Event.Commit commit) {
                note(commit);
            }
        });
    }

    private void note(Event.Commit e) {
        String scope = facts.scope(e.consumer());
        if (e.transaction() != Event.NONE) {
            byTransaction.put(e.transaction(), scope);
            bySession.putIfAbsent(table.session(e.transaction()), scope);
        }
        boolean kept = e.outcome().isOk()
                && (e.transaction() == Event.NONE
                        || facts.transaction(e.transaction()) == HistoryFacts.TransactionState.COMMITTED);
        if (kept) {
            for (PartitionOffset each : e.offsets()) {
                last.merge(place(scope, each.partition()), e, (a, b) -> a.completeNanos() > b.completeNanos() ? a : b);
            }
        }
    }

    private static String place(String scope, int partition) {
        return scope + '\0' + partition;
    }

    /** Returns the scope of a transaction: that of its own commit of offsets, else that of its session's, else "". */
    String of(int transaction) {
        String own = byTransaction.get(transaction);
        return own != null ? own : bySession.getOrDefault(table.session(transaction), "");
    }

    /** Returns the last commit that certainly was kept of a scope in a partition, or null. */
    Event.@Nullable Commit last(String scope, int partition) {
        return last.get(place(scope, partition));
    }

    /** Returns the offset that a commit has for a partition, or -1. */
    static long offset(Event.Commit commit, int partition) {
        for (PartitionOffset each : commit.offsets()) {
            if (each.partition() == partition) {
                return each.offset();
            }
        }
        return Event.NO_OFFSET;
    }
}
