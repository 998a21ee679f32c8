package io.waybill.checker.queue;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.anomaly.LostInQueue;
import io.waybill.checker.anomaly.PhantomRead;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.Obligations;
import io.waybill.history.Event;
import io.waybill.history.MessageId;

/** Whether what came out of a queue was put in, and what was put in came out. */
final class QueueIntegrity {

    private final QueueTable table;
    private final HistoryFacts facts;
    private final HistorySearch search;
    private final Findings findings;

    QueueIntegrity(QueueTable table, HistoryFacts facts, HistorySearch search, Findings findings) {
        this.table = table;
        this.facts = facts;
        this.search = search;
        this.findings = findings;
    }

    Obligations judge(QueueEvents.Drain drain) {
        table.strays.forEach(this::judgeStray);
        long acknowledged = 0;
        long discharged = 0;
        long lost = 0;
        for (int row = 0; row < table.outcomes.length; row++) {
            byte outcome = table.outcomes[row];
            boolean delivered = table.isDelivered(row);
            if (outcome == QueueTable.OK) {
                acknowledged++;
                if (delivered) {
                    discharged++;
                } else if (table.sendComplete[row] < drain.before()) {
                    lost++;
                    reportLost(row, drain);
                }
            }
            if (delivered && (outcome == QueueTable.ABSENT || outcome == QueueTable.FAIL)) {
                judgeInvented(row, outcome);
            } else if (delivered && table.handedComplete[row] < table.sendInvoke[row]) {
                long time = table.handedComplete[row];
                int at = row;
                findings.add(ReadBeforeSend.KIND, time, row, () -> new ReadBeforeSend(send(at), first(at)));
            }
        }
        Event.PartitionDefined defined = facts.partitions().get(table.partition);
        String name = defined == null ? "queue " + table.partition : defined.name();
        return new Obligations(name, acknowledged, discharged, lost, acknowledged - discharged - lost, 0);
    }

    private void reportLost(int row, QueueEvents.Drain drain) {
        Event evidence = drain.evidence().orElseThrow();
        findings.add(LostInQueue.KIND, table.sendInvoke[row], row, () -> new LostInQueue(send(row), evidence));
    }

    private void judgeStray(Event.Delivery delivery) {
        int session = delivery.message().session();
        long sequence = delivery.message().sequence();
        if (session == MessageId.CORRUPT) {
            findings.add(CorruptRead.KIND, delivery.completeNanos(), sequence, () -> new CorruptRead(delivery));
        } else if (session == MessageId.MISPLACED || !facts.mayHaveBeenSent(session, table.partition, sequence)) {
            findings.add(PhantomRead.KIND, delivery.completeNanos(), sequence, () -> new PhantomRead(delivery));
        }
    }

    private void judgeInvented(int row, byte outcome) {
        MessageId message = table.message(row);
        long time = table.handedComplete[row];
        if (outcome == QueueTable.FAIL) {
            findings.add(AbortedRead.KIND, time, row, () -> new AbortedRead(send(row), send(row), first(row)));
        } else if (!facts.mayHaveBeenSent(message.session(), table.partition, message.sequence())) {
            findings.add(PhantomRead.KIND, time, row, () -> new PhantomRead(first(row)));
        }
    }

    private Event.Send send(int row) {
        return search.send(table.message(row)).orElseThrow();
    }

    private Event.Delivery first(int row) {
        return search.deliveries(table.message(row), table.handedComplete[row]).get(0);
    }
}
