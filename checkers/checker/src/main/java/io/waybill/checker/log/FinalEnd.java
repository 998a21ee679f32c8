package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;

/**
 * Where a partition ended for good. Whoever reached that end has passed whatever was acknowledged behind it, too: it is
 * not there and will not come, as when a log was cut back and nothing was appended any more.
 *
 * <p>An end is final where it was told after the last send had its answer. Where there were transactions no end is:
 * one that was left open hides what stands behind it.
 *
 * @param offset the end, or {@link Long#MAX_VALUE} where no final one is known
 * @param highest the highest offset at which anything was acknowledged, or -1
 */
record FinalEnd(long offset, long highest) {

    static FinalEnd of(HistoryFacts facts, SendBlocks sends) {
        Event.BrokerFact told = facts.logEnd(sends.partition());
        boolean isFinal =
                told != null && told.offset() >= 0 && facts.transactionCount() == 0 && sends.areAllBefore(told.timeNanos());
        return new FinalEnd(isFinal ? told.offset() : Long.MAX_VALUE, sends.highestOffset());
    }

    /** Returns the first offset that was not passed by whoever read to an end. */
    long passedAt(long end) {
        return end >= offset ? Math.max(end, highest + 1) : end;
    }
}
