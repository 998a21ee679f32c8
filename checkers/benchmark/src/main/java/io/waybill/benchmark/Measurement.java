package io.waybill.benchmark;

import java.util.Arrays;

/**
 * What one way of going through a file cost in one process, by the median run.
 *
 * @param wallNanos elapsed time, at least 1
 * @param cpuNanos time of all cores, the JIT compiler's and the collector's included, at least 1
 * @param peakResidentKib the most memory the process ever held; -1 where the system does not tell
 */
record Measurement(long wallNanos, long cpuNanos, long peakResidentKib) {

    /** Returns the measurement of several runs; both arrays have one element a run, and at least one. */
    static Measurement ofRuns(long[] wallNanos, long[] cpuNanos, long peakResidentKib) {
        return new Measurement(median(wallNanos), median(cpuNanos), peakResidentKib);
    }

    /** Returns millions of messages a second. */
    double millionsPerSecond(long messages) {
        return messages * 1_000.0 / wallNanos;
    }

    /** Returns millions of messages a second of one core. */
    double millionsPerCpuSecond(long messages) {
        return messages * 1_000.0 / cpuNanos;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return Math.max(1, sorted[sorted.length / 2]);
    }
}
