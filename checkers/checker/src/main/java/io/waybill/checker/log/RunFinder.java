package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.PositionMark;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a consumer read of a partition into readings, and those into runs.
 *
 * <p>A reading is what lies between two things that may have moved the consumer; within one it may not go back. Where
 * such a thing happened at the very moment at which a poll returned, it counts as before and as behind what was handed
 * out. A run is the part of a reading in which the offsets ascend.
 *
 * <p>Blocks in which nothing of that kind happened are taken whole, by their heads alone; only the others are decoded.
 * Used by one thread.
 */
final class RunFinder {

    private static final long UNKNOWN = -1;

    private final HistoryFacts facts;
    private final FinalEnd finalEnd;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final DeliveryColumns columns;

    private List<Run> runs = new ArrayList<>();
    private Run run = new Run(-1, -1);
    private int reading;
    private long before;

    RunFinder(HistoryFacts facts, FinalEnd finalEnd, HistoryReader history, Workspace workspace) {
        this.facts = facts;
        this.finalEnd = finalEnd;
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.columns = workspace.deliveries;
    }

    /**
     * Returns the runs of a consumer in a partition, in the order of their times.
     *
     * @param blocks its blocks of deliveries from that partition, in the order of the file
     */
    List<Run> find(int consumer, int partition, List<Integer> blocks) {
        runs = new ArrayList<>();
        reading = 0;
        before = Long.MIN_VALUE;
        run = new Run(consumer, reading);
        Marks marks = new Marks(facts.marks(consumer), partition);
        for (int block : blocks) {
            long first = index.firstCompletion(block);
            applyUntil(first, marks);
            boolean undisturbed = index.isAscending(block)
                    && index.isInTime(block)
                    && first >= before
                    && run.goesOnAt(index.lowOffset(block))
                    && !marks.touches(index.lastCompletion(block));
            if (undisturbed) {
                run.add(block, 0, index.rows(block), index.lowOffset(block), index.highOffset(block));
                before = index.lastCompletion(block);
            } else {
                cutBlock(block, marks);
            }
        }
        applyUntil(Long.MAX_VALUE, marks);
        keep();
        return runs;
    }

    private void cutBlock(int block, Marks marks) {
        cursor.read(block, columns);
        for (int row = 0; row < columns.rows(); row++) {
            long offset = columns.offsets()[row];
            long returned = columns.completeNanos()[row];
            applyUntil(returned, marks);
            boolean unclear = marks.overlaps(returned);
            if (unclear || returned < before) {
                cut(UNKNOWN);
            } else if (!run.goesOnAt(offset)) {
                keep();
                run = new Run(run.consumer, reading);
            }
            run.add(block, row, row + 1, offset, offset);
            if (unclear) {
                cut(UNKNOWN);
            }
            before = returned;
        }
    }

    private void applyUntil(long returned, Marks marks) {
        while (marks.nextIsBefore(returned)) {
            PositionMark mark = marks.next();
            if (!mark.isEnd()) {
                cut(mark.toNanos() <= before ? UNKNOWN : mark.offset());
                run.startEvidence = run.from == UNKNOWN ? null : mark.event();
            } else {
                reachEnd(mark, marks);
            }
        }
    }

    private void reachEnd(PositionMark end, Marks marks) {
        if (marks.pollIsUnderWay(end.toNanos())) {
            cut(UNKNOWN);
        }
        if (run.from == UNKNOWN) {
            return;
        }
        boolean isFinal = finalEnd.isReachedAt(end.offset());
        if (isFinal || end.offset() > run.to) {
            run.to = Math.max(run.to, end.offset());
            run.finalEnd = isFinal ? finalEnd.offset() : run.finalEnd;
            run.endEvidence = end.event();
        }
    }

    private void cut(long position) {
        keep();
        run = new Run(run.consumer, ++reading);
        if (position != UNKNOWN) {
            run.startAt(position);
        }
    }

    private void keep() {
        if (!run.passedNothing()) {
            runs.add(run);
        }
    }

    /** The marks of one consumer that concern one partition, one after the other, in the order of their ends. */
    private static final class Marks {
        private final List<PositionMark> marks;

        /** For each mark the earliest time at which it or any behind it may have moved the consumer. */
        private final long[] earliest;

        private int next;
        private long applied = Long.MIN_VALUE;

        Marks(List<PositionMark> all, int partition) {
            marks = all.stream().filter(mark -> mark.concerns(partition)).toList();
            earliest = new long[marks.size() + 1];
            earliest[marks.size()] = Long.MAX_VALUE;
            for (int i = marks.size() - 1; i >= 0; i--) {
                PositionMark mark = marks.get(i);
                earliest[i] = mark.isEnd() ? earliest[i + 1] : Math.min(earliest[i + 1], mark.fromNanos());
            }
        }

        boolean nextIsBefore(long returned) {
            return next < marks.size() && marks.get(next).toNanos() < returned;
        }

        PositionMark next() {
            PositionMark mark = marks.get(next++);
            applied = Math.max(applied, mark.toNanos());
            return mark;
        }

        /** Whether anything happened, or may have, up to a time that is not in front of what was applied last. */
        boolean touches(long time) {
            return earliest[next] <= time || nextIsBefore(time);
        }

        /** Whether something may have moved the consumer at the time at which a poll returned. */
        boolean overlaps(long returned) {
            if (returned > applied) {
                return earliest[next] <= returned;
            }
            // Rows that were not recorded in the order of their times: look at everything.
            return marks.stream()
                    .anyMatch(mark -> !mark.isEnd() && mark.fromNanos() <= returned && returned <= mark.toNanos());
        }

        boolean pollIsUnderWay(long time) {
            return marks.stream()
                    .anyMatch(mark -> !mark.isEnd()
                            && mark.fromNanos() < mark.toNanos()
                            && mark.fromNanos() <= time
                            && time <= mark.toNanos());
        }
    }
}
