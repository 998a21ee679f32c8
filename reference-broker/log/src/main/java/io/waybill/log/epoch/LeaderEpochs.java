package io.waybill.log.epoch;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leader epochs of a log and the offset at which each began, both ascending. It follows from the log: what is kept
 * in a file only saves reading the whole log at a restart.
 *
 * <p>An epoch that wrote nothing has the same start as the next one and is forgotten when that begins.
 */
public final class LeaderEpochs {

    private static final int FIRST_CAPACITY = 8;

    private int[] epochs = new int[FIRST_CAPACITY];
    private long[] starts = new long[FIRST_CAPACITY];
    private int count;

    /** Creates the epochs of an empty log. */
    public LeaderEpochs() {}

    /** Returns the epochs that the lines of a file say; null where they are not {@link #lines}. */
    public static @Nullable LeaderEpochs ofLines(List<String> lines) {
        return EpochLines.read(lines);
    }

    /** Returns them as text for a file. */
    public String lines() {
        return EpochLines.write(this);
    }

    /** Returns the newest epoch, or -1 where there is none. */
    public int latest() {
        return count == 0 ? -1 : epochs[count - 1];
    }

    /** Returns the oldest epoch, or -1 where there is none. */
    public int earliest() {
        return count == 0 ? -1 : epochs[0];
    }

    /** Returns how many epochs there are. */
    public int count() {
        return count;
    }

    /** Returns the epoch at an index, 0 for the oldest. */
    public int epochAt(int index) {
        return epochs[index];
    }

    /** Returns the first offset of the epoch at an index. */
    public long startAt(int index) {
        return starts[index];
    }

    /**
     * Notes that {@code epoch} begins at {@code start}. Does nothing where the newest epoch is as new or newer. Returns
     * whether anything changed.
     *
     * <p>Epochs that began at {@code start} or later are forgotten: they have written nothing that is still there.
     */
    public boolean assign(int epoch, long start) {
        if (epoch < 0 || epoch <= latest()) {
            return false;
        }
        truncateFrom(start);
        if (count == epochs.length) {
            epochs = Arrays.copyOf(epochs, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
        }
        epochs[count] = epoch;
        starts[count] = start;
        count++;
        return true;
    }

    /**
     * Returns where the records of {@code epoch} end, as KIP-279 wants it: of the largest epoch that is not larger.
     *
     * @param epoch the epoch asked for, not -1
     * @param logEnd the log end offset, where the newest epoch ends
     */
    public EpochEnd endOf(int epoch, long logEnd) {
        if (epoch < 0 || count == 0) {
            return EpochEnd.UNKNOWN;
        }
        int index = count - 1;
        while (index >= 0 && epochs[index] > epoch) {
            index--;
        }
        if (index < 0) {
            // Older than all that is left: nothing of it is known but that it ended before the oldest began.
            return new EpochEnd(epoch, starts[0]);
        }
        return new EpochEnd(epochs[index], index == count - 1 ? logEnd : starts[index + 1]);
    }

    /** Returns the epoch of the record at an offset below the log's end, or -1 where it is older than all. */
    public int epochOf(long offset) {
        int index = count - 1;
        while (index >= 0 && starts[index] > offset) {
            index--;
        }
        return index < 0 ? -1 : epochs[index];
    }

    /** Forgets what began at {@code end} or later. Returns whether anything changed. */
    public boolean truncateFrom(long end) {
        int before = count;
        while (count > 0 && starts[count - 1] >= end) {
            count--;
        }
        return count != before;
    }

    /**
     * Forgets what ended before the record before {@code start}. The epoch of that record is kept, with the offset at
     * which it really began: a follower that has all below {@code start} from an older leader still learns that the
     * logs part, though nothing of the place is left.
     */
    public boolean truncateBefore(long start) {
        int drop = 0;
        while (drop + 1 < count && starts[drop + 1] < start) {
            drop++;
        }
        if (drop > 0) {
            System.arraycopy(epochs, drop, epochs, 0, count - drop);
            System.arraycopy(starts, drop, starts, 0, count - drop);
            count -= drop;
        }
        return drop > 0;
    }

    /** Forgets everything. */
    public void clear() {
        count = 0;
    }

    @Override
    public String toString() {
        return lines().replace('\n', ';');
    }
}
