package io.waybill.checker.group;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.CommitPastProcessed;
import io.waybill.checker.anomaly.CommittedPastConsumed;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistoryFacts.TransactionState;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.Findings;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a committed offset is behind a message that the scope had not been handed.
 *
 * <p>For each commit the furthest offset that the scope had been handed by then is found in one pass over the
 * deliveries; a block between two commits is not even decoded. Only where a commit is further than that are the sends
 * looked at: an acknowledged message must stand in the gap, for markers and aborted records leave gaps too.
 */
final class Progress {

    private final HistoryReader history;
    private final HistoryFacts facts;
    private final GroupEvents events;
    private final Findings findings;
    private final HistorySearch search;
    private final HistoryReader.Cursor cursor;
    private final DeliveryColumns deliveries = new DeliveryColumns();
    private final SendColumns sends = new SendColumns();

    Progress(HistoryReader history, HistoryFacts facts, GroupEvents events, Findings findings, HistorySearch search) {
        this.history = history;
        this.facts = facts;
        this.events = events;
        this.findings = findings;
        this.search = search;
        this.cursor = history.cursor();
    }

    void judge(GroupEvents.Place place, CommitTable table) {
        int[] commits = table.keptByEnd();
        long[] handed = handed(place, table, commits);
        int ahead = 0;
        for (int i = 0; i < commits.length; i++) {
            boolean gap = handed[i] >= 0 && table.value(commits[i]) > handed[i] + 1;
            // A commit that repeats the one before is ahead of the same messages.
            boolean repeated = i > 0 && table.value(commits[i]) == table.value(commits[i - 1]);
            if (gap && !repeated) {
                commits[ahead] = commits[i];
                handed[ahead++] = handed[i];
            }
        }
        if (ahead > 0) {
            findSkipped(place, table, Arrays.copyOf(commits, ahead), handed);
        }
    }

    /** For each commit, the furthest offset handed out by polls that began before it was complete; -1 if none was. */
    private long[] handed(GroupEvents.Place place, CommitTable table, int[] commits) {
        long[] ends = Arrays.stream(commits).mapToLong(table::end).toArray();
        long[] furthest = new long[commits.length];
        Arrays.fill(furthest, -1);
        for (Event.Positioned each : events.positions(place)) {
            raise(furthest, first(ends, each.timeNanos()), each.offset() - 1);
        }
        Set<Integer> members = new HashSet<>();
        facts.consumers().keySet().stream()
                .filter(consumer -> facts.scope(consumer).equals(place.scope()))
                .forEach(members::add);
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (index.isDeliveries(block)
                    && index.partition(block) == place.partition()
                    && members.contains(index.owner(block))) {
                addBlock(block, ends, furthest);
            }
        }
        for (int i = 1; i < furthest.length; i++) {
            furthest[i] = Math.max(furthest[i], furthest[i - 1]);
        }
        return furthest;
    }

    private void addBlock(int block, long[] ends, long[] furthest) {
        BlockIndex index = history.index();
        int from = first(ends, index.firstNanos(block));
        if (from == first(ends, index.lastNanos(block))) {
            raise(furthest, from, index.highOffset(block));
            return;
        }
        cursor.read(block, deliveries);
        for (int row = 0; row < deliveries.rows(); row++) {
            raise(
                    furthest,
                    first(ends, deliveries.invokeNanos()[row]),
                    deliveries.offsets()[row]);
        }
    }

    private static void raise(long[] furthest, int at, long offset) {
        if (at < furthest.length) {
            furthest[at] = Math.max(furthest[at], offset);
        }
    }

    /** Returns the first commit that was complete at {@code nanos} or later. */
    private static int first(long[] ends, long nanos) {
        int at = Arrays.binarySearch(ends, nanos);
        int from = at >= 0 ? at : -at - 1;
        while (from > 0 && ends[from - 1] == nanos) {
            from--;
        }
        return from;
    }

    private void findSkipped(GroupEvents.Place place, CommitTable table, int[] commits, long[] handed) {
        boolean[] reported = new boolean[commits.length];
        BlockIndex index = history.index();
        long logStart = facts.logStart(place.partition());
        for (int block = 0; block < index.size(); block++) {
            if (!index.isSends(block) || index.partition(block) != place.partition()) {
                continue;
            }
            cursor.read(block, sends);
            for (int i = 0; i < commits.length; i++) {
                long from = Math.max(logStart, handed[i] + 1);
                int row = reported[i] ? -1 : visibleRow(from, table.value(commits[i]));
                if (row >= 0) {
                    reported[i] = true;
                    report(place, table, commits[i], handed[i], history.send(sends, row));
                }
            }
        }
    }

    private int visibleRow(long from, long to) {
        for (int row = 0; row < sends.rows(); row++) {
            long offset = sends.offsets()[row];
            if (offset >= from && offset < to && sends.outcome(row) == SendColumns.OK && isVisible(row)) {
                return row;
            }
        }
        return -1;
    }

    private boolean isVisible(int row) {
        return !sends.hasTransactions()
                || sends.transactions()[row] == Event.NONE
                || facts.transaction(sends.transactions()[row]) == TransactionState.COMMITTED;
    }

    private void report(GroupEvents.Place place, CommitTable table, int at, long handed, Event.Send skipped) {
        Event.Commit commit = table.commit(at);
        boolean transactional = table.isTransactional(at);
        findings.add(
                transactional ? CommittedPastConsumed.KIND : CommitPastProcessed.KIND,
                table.begin(at),
                table.value(at),
                () -> anomaly(place, transactional, skipped, commit, handed));
    }

    private Anomaly anomaly(
            GroupEvents.Place place, boolean transactional, Event.Send skipped, Event.Commit commit, long handed) {
        List<Event> evidence =
                search.reached(consumer -> facts.scope(consumer).equals(place.scope()), place.partition(), handed);
        return transactional
                ? new CommittedPastConsumed(
                        skipped, commit, events.end(commit.transaction()).orElseThrow(), evidence)
                : new CommitPastProcessed(skipped, commit, evidence);
    }
}
