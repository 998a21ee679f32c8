package io.waybill.checker.queue;

import io.waybill.checker.anomaly.QueueReordered;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import java.util.Optional;

/**
 * Whether a queue is one: first in, first out, over the first deliveries.
 *
 * <p>A poll of unknown result may have taken any number of messages, so a message that never came out is held against
 * the queue only where there was no such poll in time; and where several consumers compete, where one of them may hold
 * it unseen, not at all.
 */
final class QueueOrder {

    private final QueueTable table;
    private final HistorySearch search;
    private final Findings findings;
    private long dequeued;
    private long disturbed;

    QueueOrder(QueueTable table, HistorySearch search, Findings findings) {
        this.table = table;
        this.search = search;
        this.findings = findings;
    }

    /** Uses up the table's columns: what is left out is marked in them. */
    void judge(QueueEvents events, boolean torn, Together together) {
        for (int row = 0; row < table.outcomes.length; row++) {
            boolean delivered = table.isDelivered(row);
            byte outcome = table.outcomes[row];
            dequeued += delivered ? 1 : 0;
            if (outcome == QueueTable.ABSENT || outcome == QueueTable.FAIL || (delivered && table.returned.get(row))) {
                disturbed += delivered ? 1 : 0;
                table.handedInvoke[row] = Long.MIN_VALUE;
            } else if (outcome == QueueTable.INFO) {
                table.sendComplete[row] = Event.NEVER;
            }
        }
        FifoOrder order = new FifoOrder(
                table.sendInvoke, table.sendComplete, table.handedInvoke, table.handedComplete, table.outcomes.length);
        // What never came out of a torn history may have come out in the part that is lost.
        boolean single = !torn && events.readers(table.partition).size() == 1;
        order.check(
                events.hiddenDequeues(table.partition),
                Long.MAX_VALUE,
                together,
                this::report,
                single ? this::report : (earlier, later) -> {});
    }

    private void report(int earlier, int later) {
        findings.add(
                QueueReordered.KIND,
                table.handedComplete[later],
                later,
                () -> new QueueReordered(
                        search.send(table.message(earlier)).orElseThrow(),
                        search.send(table.message(later)).orElseThrow(),
                        first(later).orElseThrow(),
                        first(earlier)));
    }

    private Optional<Event.Delivery> first(int row) {
        return search.deliveries(table.message(row), table.handedComplete[row]).stream()
                .findFirst();
    }

    /** Returns how many messages came out. */
    long dequeued() {
        return dequeued;
    }

    /** Returns how many of them were left out. */
    long disturbed() {
        return disturbed;
    }
}
