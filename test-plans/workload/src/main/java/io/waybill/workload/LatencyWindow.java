package io.waybill.workload;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long acknowledgements took, since it was last asked. Eight buckets an octave, so a quantile is right to within 9
 * %. Safe for use by any number of threads; a sample that arrives while the window is emptied counts for the next.
 */
final class LatencyWindow {

    private static final int BUCKETS_AN_OCTAVE = 8;
    private static final int BUCKETS = 64 * BUCKETS_AN_OCTAVE;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void add(long nanos) {
        counts.incrementAndGet(bucket(nanos));
    }

    /** Returns the quantile of what was added since the last call, in nanoseconds; 0 where nothing was. */
    long drainQuantile(double quantile) {
        long[] drained = new long[BUCKETS];
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            drained[i] = counts.getAndSet(i, 0);
            total += drained[i];
        }
        long rank = (long) Math.ceil(total * quantile);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += drained[i];
            if (total > 0 && seen >= rank) {
                return highest(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        double octaves = Math.log((double) Math.max(1, nanos)) / Math.log(2);
        return Math.min(BUCKETS - 1, (int) (octaves * BUCKETS_AN_OCTAVE));
    }

    private static long highest(int bucket) {
        return (long) Math.pow(2, (bucket + 1.0) / BUCKETS_AN_OCTAVE);
    }
}
