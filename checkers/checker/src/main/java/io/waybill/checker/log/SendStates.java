package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.SendColumns;

/** What the rows of a block of sends say, as states of a {@link Page}. */
final class SendStates {

    private final HistoryFacts facts;
    private final SendColumns sends;
    private final boolean acknowledging;

    /** @param sends a block that was just read; the states are of its rows as long as it is not filled again */
    SendStates(HistoryFacts facts, SendColumns sends) {
        this.facts = facts;
        this.sends = sends;
        this.acknowledging = facts.isAcknowledging(sends.session());
    }

    /** Returns whether a row that is OK and has a place is acknowledged without looking any further. */
    boolean isPlain() {
        return acknowledging && !sends.hasTransactions();
    }

    byte row(int row) {
        byte outcome = sends.outcome(row);
        if (outcome == SendColumns.FAIL) {
            return Page.FAILED;
        }
        boolean acknowledged = outcome == SendColumns.OK && acknowledging;
        long transaction = sends.hasTransactions() ? sends.transactions()[row] : -1;
        HistoryFacts.TransactionState state =
                transaction < 0 ? HistoryFacts.TransactionState.COMMITTED : facts.transaction(transaction);
        int flag = acknowledged ? Page.ACKNOWLEDGED : 0;
        return switch (state) {
            case ABORTED -> (byte) (Page.ABORTED | flag);
            case UNKNOWN -> (byte) (Page.UNDECIDED | flag);
            case COMMITTED -> acknowledged ? (sends.offsets()[row] >= 0 ? Page.ACKED : Page.UNPLACED) : Page.INFO;
        };
    }
}
