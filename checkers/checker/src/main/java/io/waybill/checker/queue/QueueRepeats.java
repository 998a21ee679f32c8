package io.waybill.checker.queue;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.DeliveredWhileInFlight;
import io.waybill.checker.anomaly.DuplicateInQueue;
import io.waybill.checker.anomaly.RedeliveredAfterSettlement;
import io.waybill.checker.anomaly.RetriedDuplicateInQueue;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;

/** Messages of a queue that were handed out more than once: whether they might be. */
final class QueueRepeats {

    private final QueueTable table;
    private final HistoryFacts facts;
    private final HistorySearch search;
    private final Findings findings;
    private final boolean torn;
    private long undecided;

    QueueRepeats(QueueTable table, HistoryFacts facts, HistorySearch search, boolean torn, Findings findings) {
        this.table = table;
        this.facts = facts;
        this.search = search;
        this.torn = torn;
        this.findings = findings;
    }

    void judge(HistoryReader history, QueueJudge.Blocks blocks, QueueEvents events) {
        Handovers entries = new Handovers();
        entries.load(history, table, blocks.deliveries(), blocks.settlements());
        Automaton automaton = new Automaton(entries, events.closes(), events.visibilityNanos());
        int to;
        for (int from = 0; from < entries.size(); from = to) {
            to = entries.end(from);
            judgeMessage(entries, automaton, from, to);
        }
    }

    /**
     * Each repeated delivery is reported once at most: against the delivery nearest before it that makes it illegal.
     */
    private void judgeMessage(Handovers entries, Automaton automaton, int from, int to) {
        for (int again = from + 1; again < to; again++) {
            boolean said = false;
            Automaton.Repeat worst = Automaton.Repeat.LEGAL;
            for (int first = again - 1;
                    entries.isDelivery(again) && first >= from && worst == Automaton.Repeat.LEGAL;
                    first--) {
                if (entries.isDelivery(first)) {
                    Automaton.Repeat repeat = decide(automaton, from, to, first, again);
                    said |= repeat == Automaton.Repeat.SAID_TO_BE_RETURNED;
                    if (repeat != Automaton.Repeat.LEGAL && repeat != Automaton.Repeat.SAID_TO_BE_RETURNED) {
                        worst = repeat;
                        report(entries, automaton, repeat, from, to, first, again);
                    }
                }
            }
            undecided += said && worst == Automaton.Repeat.LEGAL ? 1 : 0;
        }
    }

    /** In a torn history what returned the message may be in the part that is lost; a confirmed settlement is not. */
    private Automaton.Repeat decide(Automaton automaton, int from, int to, int first, int again) {
        Automaton.Repeat repeat = automaton.decide(from, to, first, again);
        boolean certain = repeat == Automaton.Repeat.LEGAL || repeat == Automaton.Repeat.AFTER_SETTLEMENT;
        return torn && !certain ? Automaton.Repeat.SAID_TO_BE_RETURNED : repeat;
    }

    /** Returns how many repeated deliveries may be explained by a return that is not recorded. */
    long undecided() {
        return undecided;
    }

    private void report(
            Handovers entries, Automaton automaton, Automaton.Repeat repeat, int from, int to, int first, int again) {
        int row = entries.row(again);
        MessageId message = table.message(row);
        long firstComplete = entries.complete(first);
        long againComplete = entries.complete(again);
        int firstConsumer = entries.consumer(first);
        int againConsumer = entries.consumer(again);
        int settlement = automaton.settlement(from, to, first, again);
        long settled = settlement < 0 ? Event.NEVER : entries.complete(settlement);
        Event.SessionDefined session = facts.session(message.session());
        boolean retried = session != null && !session.idempotent();
        AnomalyKind kind = switch (repeat) {
            case AFTER_SETTLEMENT -> RedeliveredAfterSettlement.KIND;
            case IN_FLIGHT -> DeliveredWhileInFlight.KIND;
            case CONSUMED, LEGAL, SAID_TO_BE_RETURNED -> retried ? RetriedDuplicateInQueue.KIND : DuplicateInQueue.KIND;
        };
        findings.add(kind, againComplete, row, () -> {
            Event.Delivery one = delivery(message, firstConsumer, firstComplete, 0);
            boolean same = firstConsumer == againConsumer && firstComplete == againComplete;
            Event.Delivery other = delivery(message, againConsumer, againComplete, same ? 1 : 0);
            return anomaly(kind, message, one, other, settled);
        });
    }

    private Anomaly anomaly(
            AnomalyKind kind, MessageId message, Event.Delivery first, Event.Delivery again, long settled) {
        if (kind.equals(RedeliveredAfterSettlement.KIND)) {
            Event.Settlement settlement =
                    search.settlement(message, first.consumer(), settled).orElseThrow();
            return new RedeliveredAfterSettlement(first, settlement, again);
        }
        if (kind.equals(DeliveredWhileInFlight.KIND)) {
            return new DeliveredWhileInFlight(first, again);
        }
        Event.Send send = search.send(message).orElseThrow();
        return kind.equals(DuplicateInQueue.KIND)
                ? new DuplicateInQueue(send, first, again)
                : new RetriedDuplicateInQueue(send, first, again);
    }

    private Event.Delivery delivery(MessageId message, int consumer, long completeNanos, int skip) {
        return search.deliveries(message, completeNanos).stream()
                .filter(each -> each.consumer() == consumer)
                .skip(skip)
                .findFirst()
                .orElseThrow();
    }
}
