package io.waybill.checker.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The offsets that any of several chains passed. Quick where the offsets that are asked for ascend. */
final class Passed {

    private final long[] from;
    private final long[] to;

    /** Where the offset asked for last was, or the stretch in front of it. */
    private int at;

    Passed(List<Chain> chains) {
        List<Run> runs = new ArrayList<>();
        chains.forEach(chain -> runs.addAll(chain.runs()));
        runs.sort(Comparator.comparingLong(run -> run.from));
        long[] starts = new long[runs.size()];
        long[] ends = new long[runs.size()];
        int count = 0;
        for (Run run : runs) {
            if (count > 0 && run.from <= ends[count - 1]) {
                ends[count - 1] = Math.max(ends[count - 1], run.to);
            } else {
                starts[count] = run.from;
                ends[count++] = run.to;
            }
        }
        from = Arrays.copyOf(starts, count);
        to = Arrays.copyOf(ends, count);
    }

    /** Returns whether any chain passed an offset. */
    boolean has(long offset) {
        if (from.length == 0) {
            return false;
        }
        if (offset < from[at]) {
            at = 0;
        }
        while (at + 1 < from.length && from[at + 1] <= offset) {
            at++;
        }
        return from[at] <= offset && offset < to[at];
    }
}
