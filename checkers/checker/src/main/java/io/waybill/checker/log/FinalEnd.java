package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.Event;

/**
 * Where a partition ended for good. Whoever reached that end has passed whatever was acknowledged behind it, too: it is
 * not there and will not come, as where a log was cut back and little was appended afterwards.
 *
 * <p>An end is final where it was told after the last send and the last answer. Where there were transactions none is:
 * one that was left open hides what stands behind it.
 *
 * @param offset the end, or {@link Long#MAX_VALUE} where no final one is known
 */
record FinalEnd(long offset) {

    static FinalEnd of(HistoryFacts facts, SendBlocks sends) {
        Event.BrokerFact told = facts.logEnd(sends.partition());
        if (told == null
                || told.offset() < 0
                || facts.transactionCount() > 0
                || !sends.areAllBefore(told.timeNanos())) {
            return new FinalEnd(Long.MAX_VALUE);
        }
        return new FinalEnd(told.offset());
    }

    boolean isReachedAt(long position) {
        return position >= offset;
    }
}
