package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.PositionMark;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a consumer read of a partition into runs.
 *
 * <p>Blocks whose offsets ascend and in which nothing moved the consumer are taken whole, by their heads alone; only
 * the others are decoded. Used by one thread.
 */
final class RunFinder {

    /** Is told of each step back within one assignment: the two rows, by block and row. */
    interface StepBack {
        void between(int consumer, int assignment, int beforeBlock, int beforeRow, int afterBlock, int afterRow);
    }

    private final HistoryFacts facts;
    private final BlockIndex index;
    private final HistoryReader.Cursor cursor;
    private final StepBack stepBack;
    private final DeliveryColumns columns;

    private List<Run> runs = new ArrayList<>();
    private Run run = new Run(-1, -1);
    private int assignment;
    private int lastBlock;
    private int lastRow;

    RunFinder(HistoryFacts facts, HistoryReader history, Workspace workspace, StepBack stepBack) {
        this.facts = facts;
        this.index = history.index();
        this.cursor = workspace.cursor;
        this.columns = workspace.deliveries;
        this.stepBack = stepBack;
    }

    /**
     * Returns the runs of a consumer in a partition, in the order of their times.
     *
     * @param blocks its blocks of deliveries from that partition, in the order of the file
     */
    List<Run> find(int consumer, int partition, List<Integer> blocks) {
        runs = new ArrayList<>();
        assignment = 0;
        lastBlock = -1;
        begin(new Run(consumer, assignment));
        Marks marks = new Marks(facts.marks(consumer), partition);
        for (int block : blocks) {
            while (marks.nextIsBefore(index.firstNanos(block), index.firstNanos(block))) {
                apply(marks.next());
            }
            boolean undisturbed = !marks.nextIsBefore(index.lastNanos(block), index.lastNanos(block) - 1);
            if (undisturbed && index.isAscending(block) && index.lowOffset(block) > run.last) {
                take(block, 0, index.rows(block), index.lowOffset(block), index.highOffset(block));
            } else {
                cutBlock(block, marks);
            }
        }
        while (marks.hasNext()) {
            apply(marks.next());
        }
        end();
        return runs;
    }

    private void cutBlock(int block, Marks marks) {
        cursor.read(block, columns);
        long[] offsets = columns.offsets();
        long[] complete = columns.completeNanos();
        int first = 0;
        for (int row = 0; row < columns.rows(); row++) {
            boolean moved = false;
            // A record that was returned at the time of a move was returned by the poll after it; at the time of an
            // end, by the poll before it.
            while (marks.nextIsBefore(complete[row], complete[row] - 1)) {
                if (!moved) {
                    takeRows(block, first, row);
                    first = row;
                    moved = true;
                }
                apply(marks.next());
            }
            long previous = row > first ? offsets[row - 1] : run.last;
            if (offsets[row] <= previous) {
                takeRows(block, first, row);
                first = row;
                stepBack.between(run.consumer, assignment, lastBlock, lastRow, block, row);
                end();
                begin(new Run(run.consumer, assignment));
            }
        }
        takeRows(block, first, columns.rows());
    }

    private void takeRows(int block, int first, int end) {
        if (end > first) {
            take(block, first, end, columns.offsets()[first], columns.offsets()[end - 1]);
        }
    }

    private void take(int block, int first, int end, long low, long high) {
        run.add(block, first, end, low, high);
        lastBlock = block;
        lastRow = end - 1;
    }

    private void apply(PositionMark mark) {
        switch (mark.kind()) {
            case CUT -> {
                end();
                begin(new Run(run.consumer, ++assignment));
            }
            case MOVED -> {
                end();
                begin(new Run(run.consumer, ++assignment));
                run.from = mark.offset();
                run.to = mark.offset();
                run.startEvidence = mark.event();
            }
            case END -> {
                if (run.from >= 0 && mark.offset() >= run.to) {
                    run.to = mark.offset();
                    run.endEvidence = (Event.Positioned) mark.event();
                }
            }
        }
    }

    private void begin(Run next) {
        run = next;
    }

    private void end() {
        if (!run.coversNothing()) {
            runs.add(run);
        }
    }

    /** The marks of one consumer that concern one partition, one after the other. */
    private static final class Marks {
        private final List<PositionMark> marks;
        private int next;

        Marks(List<PositionMark> all, int partition) {
            marks = all.stream().filter(mark -> mark.concerns(partition)).toList();
        }

        boolean hasNext() {
            return next < marks.size();
        }

        /**
         * Returns whether the next mark is to be applied before a row: moves up to its time, ends up to {@code end}.
         */
        boolean nextIsBefore(long time, long end) {
            if (!hasNext()) {
                return false;
            }
            PositionMark mark = marks.get(next);
            return mark.timeNanos() <= (mark.kind() == PositionMark.Kind.END ? end : time);
        }

        PositionMark next() {
            return marks.get(next++);
        }
    }
}
