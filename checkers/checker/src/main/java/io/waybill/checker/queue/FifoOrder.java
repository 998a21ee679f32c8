package io.waybill.checker.queue;

import io.waybill.checker.fact.SortedIndex;
import io.waybill.history.Event;
import java.util.Arrays;

/**
 * Whether enqueues and dequeues of distinct values can be put in an order in which a first-in-first-out queue would
 * have answered like that.
 *
 * <p>With distinct values and no answers "empty" that is so if and only if no value comes out that was not put in or
 * comes out twice (which others check), and there are no two values {@code a} and {@code b} with enq(a) ≺ enq(b), b
 * dequeued, and deq(b) ≺ deq(a) or a never dequeued (arXiv 2410.04581, 2509.17795). {@code x ≺ y} means that x
 * completed before y was invoked. An indeterminate enqueue that was dequeued is one that completes at any time; one
 * that was not need not have happened. A dequeue of unknown result may have taken a value that was never seen to come
 * out: the values that must have been taken thus, each at the latest before the first later value came out, are matched
 * to those dequeues in the order of their deadlines.
 *
 * <p>Two sorts and two sweeps: O(n log n) at worst, linear where the times ascend already.
 */
final class FifoOrder {

    /** Is told what cannot be: {@code earlier} was put in before {@code later} was, and came out after it, or never. */
    interface Breaches {
        void found(int earlier, int later);
    }

    private final long[] enqueueInvoke;
    private final long[] enqueueComplete;
    private final long[] dequeueInvoke;
    private final long[] dequeueComplete;
    private final int count;

    /**
     * Takes the operations of {@code count} values, one row each.
     *
     * @param enqueueComplete {@link Event#NEVER} for an indeterminate enqueue
     * @param dequeueInvoke {@link Event#NEVER} where the value never came out; Long.MIN_VALUE for a row to be left out
     * @param dequeueComplete {@link Event#NEVER} where the value never came out
     */
    FifoOrder(long[] enqueueInvoke, long[] enqueueComplete, long[] dequeueInvoke, long[] dequeueComplete, int count) {
        this.enqueueInvoke = enqueueInvoke;
        this.enqueueComplete = enqueueComplete;
        this.dequeueInvoke = dequeueInvoke;
        this.dequeueComplete = dequeueComplete;
        this.count = count;
    }

    /**
     * Reports each value that came out too early once, and each that must have come out and did not.
     *
     * @param hidden when the dequeues of unknown result were invoked, ascending
     * @param valuesEach how many values each of them may have taken
     */
    void check(long[] hidden, long valuesEach, Together together, Breaches overtaken, Breaches skipped) {
        Together.Both<int[], int[]> orders = together.both(
                () -> SortedIndex.ascending(enqueueComplete, count), () -> SortedIndex.ascending(enqueueInvoke, count));
        int[] byComplete = orders.first();
        int[] byInvoke = orders.second();
        findOvertaken(byComplete, byInvoke, overtaken);
        if (isAnyLeft()) {
            findSkipped(byComplete, byInvoke, hidden, valuesEach, skipped);
        }
    }

    private boolean isAnyLeft() {
        boolean left = false;
        for (int value = 0; value < count; value++) {
            left |= mustComeOut(value);
        }
        return left;
    }

    private boolean mustComeOut(int value) {
        return dequeueInvoke[value] == Event.NEVER && enqueueComplete[value] != Event.NEVER;
    }

    private void findOvertaken(int[] byComplete, int[] byInvoke, Breaches overtaken) {
        int next = 0;
        int latest = -1;
        for (int later : byInvoke) {
            if (!cameOut(later)) {
                continue;
            }
            long invoke = enqueueInvoke[later];
            while (next < count && enqueueComplete[byComplete[next]] < invoke) {
                int value = byComplete[next++];
                if (cameOut(value) && (latest < 0 || dequeueInvoke[value] > dequeueInvoke[latest])) {
                    latest = value;
                }
            }
            if (latest >= 0 && dequeueInvoke[latest] > dequeueComplete[later]) {
                overtaken.found(latest, later);
            }
        }
    }

    private boolean cameOut(int value) {
        return dequeueInvoke[value] != Event.NEVER && dequeueInvoke[value] != Long.MIN_VALUE;
    }

    /** From the last to the first: the earliest time at which a value came out that was put in after this one. */
    private void findSkipped(int[] byComplete, int[] byInvoke, long[] hidden, long valuesEach, Breaches skipped) {
        long[] deadlines = new long[16];
        int[] values = new int[16];
        int[] reasons = new int[16];
        int size = 0;
        int next = count - 1;
        int first = -1;
        for (int at = count - 1; at >= 0; at--) {
            int value = byComplete[at];
            if (!mustComeOut(value)) {
                continue;
            }
            for (; next >= 0 && enqueueInvoke[byInvoke[next]] > enqueueComplete[value]; next--) {
                int later = byInvoke[next];
                if (cameOut(later) && (first < 0 || dequeueComplete[later] < dequeueComplete[first])) {
                    first = later;
                }
            }
            if (first < 0) {
                continue;
            }
            if (size == values.length) {
                deadlines = Arrays.copyOf(deadlines, size * 2);
                values = Arrays.copyOf(values, size * 2);
                reasons = Arrays.copyOf(reasons, size * 2);
            }
            deadlines[size] = dequeueComplete[first];
            values[size] = value;
            reasons[size++] = first;
        }
        match(deadlines, values, reasons, size, hidden, valuesEach, skipped);
    }

    /** A value that no dequeue is left for is skipped; the dequeues that were invoked in time go to the others. */
    private static void match(
            long[] deadlines, int[] values, int[] reasons, int size, long[] hidden, long valuesEach, Breaches skipped) {
        int available = 0;
        long taken = 0;
        for (int row : SortedIndex.ascending(deadlines, size)) {
            while (available < hidden.length && hidden[available] <= deadlines[row]) {
                available++;
            }
            if (available > 0 && taken / valuesEach < available) {
                taken++;
            } else {
                skipped.found(values[row], reasons[row]);
            }
        }
    }
}
