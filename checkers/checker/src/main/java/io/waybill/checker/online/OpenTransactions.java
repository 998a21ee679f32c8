package io.waybill.checker.online;

import io.waybill.checker.fact.HistoryFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was handed to readers of committed messages and may turn out to be aborted. */
final class OpenTransactions implements SessionLane.Undecided {

    private static final int MOST_WAITING = 1 << 16;

    private final HistoryFacts facts;
    private final Ledger ledger;
    private final Map<Long, List<EarlyFinding>> waiting = new HashMap<>();
    private int count;

    OpenTransactions(HistoryFacts facts, Ledger ledger) {
        this.facts = facts;
        this.ledger = ledger;
    }

    @Override
    public void add(long transaction, EarlyFinding ifAborted) {
        HistoryFacts.TransactionState state = facts.transaction(transaction);
        if (state == HistoryFacts.TransactionState.ABORTED) {
            ledger.confirm(ifAborted);
        } else if (state == HistoryFacts.TransactionState.UNKNOWN && count < MOST_WAITING) {
            waiting.computeIfAbsent(transaction, t -> new ArrayList<>()).add(ifAborted);
            count++;
        }
    }

    /** A transaction ended, and the facts know how. */
    void ended(long transaction) {
        HistoryFacts.TransactionState state = facts.transaction(transaction);
        if (state == HistoryFacts.TransactionState.UNKNOWN) {
            return;
        }
        List<EarlyFinding> decided = waiting.remove(transaction);
        if (decided != null) {
            count -= decided.size();
            if (state == HistoryFacts.TransactionState.ABORTED) {
                decided.forEach(ledger::confirm);
            }
        }
    }
}
