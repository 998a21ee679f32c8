package io.waybill.report;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How fast messages were acknowledged, and how soon again after faults.
 *
 * @param p99 of all acknowledged messages, how long 99 in 100 took at most, to within 2 %; empty where there is none
 * @param recovery the longest time from the end of a fault to the next acknowledgement in a partition that had one
 *     before the fault ended and after; empty where there is no such
 */
public record Pace(Optional<Duration> p99, Optional<Duration> recovery) {

    /** Each power of two is divided into so many steps. */
    private static final int STEPS = 64;

    private static final int STEP_BITS = 6;
    private static final double MOST = 0.99;

    /** Reads a history through, once for its faults and once for its messages. */
    public static Pace of(HistoryReader history) {
        long[] ends = ends(history);
        Counting counting = new Counting(ends);
        history.visit(counting);
        return new Pace(counting.p99(), counting.recovery());
    }

    private static long[] ends(HistoryReader history) {
        var ends = new ArrayList<Long>();
        history.eachEvent(event -> {
            if (event instanceof Event.FaultStopped stopped) {
                ends.add(stopped.completeNanos());
            }
        });
        return ends.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static final class Counting implements HistoryVisitor {
        private final long[] ends;
        private final long[] latencies = new long[Long.SIZE * STEPS];
        private final Map<Integer, long[]> next = new HashMap<>();
        private final Map<Integer, Long> first = new HashMap<>();
        private long count;

        Counting(long[] ends) {
            this.ends = ends;
        }

        @Override
        public void sends(SendColumns sends) {
            for (int row = 0; row < sends.rows(); row++) {
                if (sends.outcome(row) == SendColumns.OK) {
                    long complete = sends.completeNanos()[row];
                    latencies[step(Math.max(0, complete - sends.invokeNanos()[row]))]++;
                    count++;
                    acknowledged(sends.partition(), complete);
                }
            }
        }

        private void acknowledged(int partition, long nanos) {
            first.merge(partition, nanos, Math::min);
            int found = Arrays.binarySearch(ends, nanos);
            int last = found >= 0 ? found : -found - 2;
            if (last >= 0) {
                long[] soonest = next.computeIfAbsent(partition, p -> filled(ends.length));
                soonest[last] = Math.min(soonest[last], nanos);
            }
        }

        private static long[] filled(int length) {
            long[] never = new long[length];
            Arrays.fill(never, Event.NEVER);
            return never;
        }

        /** Steps of one nanosecond up to 64 of them, then 64 steps for each power of two. */
        private static int step(long nanos) {
            int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - 1 - STEP_BITS);
            return shift * STEPS + (int) (nanos >>> shift);
        }

        /** Returns the largest time that falls into a step. */
        private static long upTo(int step) {
            int shift = Math.max(0, step / STEPS - 1);
            return ((long) (step - shift * STEPS + 1) << shift) - 1;
        }

        Optional<Duration> p99() {
            if (count == 0) {
                return Optional.empty();
            }
            long wanted = (long) Math.ceil(count * MOST);
            long seen = 0;
            int step = 0;
            while (seen + latencies[step] < wanted) {
                seen += latencies[step++];
            }
            return Optional.of(Duration.ofNanos(upTo(step)));
        }

        Optional<Duration> recovery() {
            long worst = -1;
            for (Map.Entry<Integer, long[]> each : next.entrySet()) {
                long soonest = Event.NEVER;
                for (int end = ends.length - 1; end >= 0; end--) {
                    soonest = Math.min(soonest, each.getValue()[end]);
                    boolean wasInUse = first.getOrDefault(each.getKey(), Event.NEVER) <= ends[end];
                    if (soonest != Event.NEVER && wasInUse) {
                        worst = Math.max(worst, soonest - ends[end]);
                    }
                }
            }
            return worst < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(worst));
        }

        @Override
        public void deliveries(DeliveryColumns deliveries) {}

        @Override
        public void event(Event event) {}
    }
}
