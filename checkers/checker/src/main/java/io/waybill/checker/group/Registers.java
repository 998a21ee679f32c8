package io.waybill.checker.group;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.CommitRegression;
import io.waybill.checker.anomaly.LostCommit;
import io.waybill.checker.anomaly.OffsetsWithoutOutputs;
import io.waybill.checker.anomaly.OutputsWithoutOffsets;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import java.util.List;

/**
 * Whether a committed offset that was read is the value of a commit that could be the latest.
 *
 * <p>A commit could be the latest if it began before the read ended, and no commit that was acknowledged before the
 * read began had begun only after it was complete. One of unknown outcome could be the latest for ever. Each read is
 * judged on its own: that is sound, and linear but for sorting; that two reads contradict each other is not looked for.
 */
final class Registers {

    private final GroupEvents events;
    private final HistoryFacts facts;
    private final Findings findings;
    private final boolean torn;
    private long judged;
    private long open;

    Registers(GroupEvents events, HistoryFacts facts, Findings findings, boolean torn) {
        this.events = events;
        this.facts = facts;
        this.findings = findings;
        this.torn = torn;
    }

    void judge(GroupEvents.Place place, CommitTable table) {
        for (GroupEvents.Look look : events.looks().getOrDefault(place, List.of())) {
            int newest = table.newestBefore(look.fromNanos());
            if (newest < 0 || table.value(newest) < facts.logStart(place.partition())) {
                continue;
            }
            judged++;
            long from = table.begin(newest);
            if (table.find(look.offset(), from, look.untilNanos(), CommitTable.KEPT, CommitTable.UNKNOWN) >= 0) {
                continue;
            }
            int aborted = table.find(
                    look.offset(), Long.MIN_VALUE, look.untilNanos(), CommitTable.ABORTED, CommitTable.ABORTED);
            int older =
                    table.find(look.offset(), Long.MIN_VALUE, look.untilNanos(), CommitTable.KEPT, CommitTable.KEPT);
            boolean unrecorded = torn || events.firstCrash(place.scope()) <= look.untilNanos();
            if (unrecorded && older < 0 && aborted < 0) {
                open++;
            } else {
                report(table, look, newest, older, aborted);
            }
        }
    }

    private void report(CommitTable table, GroupEvents.Look look, int newest, int older, int aborted) {
        AnomalyKind kind = older < 0 && aborted >= 0
                ? OffsetsWithoutOutputs.KIND
                : table.isTransactional(newest)
                        ? OutputsWithoutOffsets.KIND
                        : older >= 0 ? CommitRegression.KIND : LostCommit.KIND;
        findings.add(
                kind,
                look.untilNanos(),
                look.offset(),
                () -> anomaly(kind, table, look.event(), newest, older, aborted));
    }

    private Anomaly anomaly(AnomalyKind kind, CommitTable table, Event look, int newest, int older, int aborted) {
        Event.Commit newer = table.commit(newest);
        if (kind.equals(OffsetsWithoutOutputs.KIND)) {
            Event.Commit commit = table.commit(aborted);
            return new OffsetsWithoutOutputs(
                    commit, events.end(commit.transaction()).orElseThrow(), look);
        }
        if (kind.equals(OutputsWithoutOffsets.KIND)) {
            return new OutputsWithoutOffsets(
                    newer, events.end(newer.transaction()).orElseThrow(), look);
        }
        return kind.equals(CommitRegression.KIND)
                ? new CommitRegression(table.commit(older), newer, look)
                : new LostCommit(newer, look);
    }

    /** Returns how many reads were judged. */
    long judged() {
        return judged;
    }

    /** Returns how many of them may show a commit that is not recorded. */
    long open() {
        return open;
    }
}
