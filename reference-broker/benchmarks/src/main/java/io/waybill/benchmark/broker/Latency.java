package io.waybill.benchmark.broker;

import java.util.Arrays;

/**
 * How long records took from the moment at which they were due to be sent until a consumer had them: who is late with
 * sending is not spared.
 *
 * @param p50Millis half of them took at most this
 * @param p99Millis 99 of a hundred
 * @param p999Millis 999 of a thousand
 */
record Latency(double p50Millis, double p99Millis, double p999Millis) {

    static final Latency NONE = new Latency(0, 0, 0);

    private static final double NANOS_A_MILLI = 1e6;

    /** Returns the percentiles, by the nearest rank. */
    static Latency of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("latencies must be 1 or more, were none");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(percentile(sorted, 0.5), percentile(sorted, 0.99), percentile(sorted, 0.999));
    }

    private static double percentile(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_A_MILLI;
    }
}
