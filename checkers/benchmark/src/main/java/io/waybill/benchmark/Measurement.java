package io.waybill.benchmark;

import java.util.Arrays;

/**
 * What one way of going through a file cost, run by run, in one process.
 *
 * @param wallNanos elapsed time of each run
 * @param cpuNanos time of all cores of each run, the JIT compiler's and the collector's included
 * @param peakResidentKib the most memory the process ever held; -1 where the system does not tell
 */
record Measurement(long[] wallNanos, long[] cpuNanos, long peakResidentKib) {

    /** Returns millions of messages a second, by the median run. */
    double millionsPerSecond(long messages) {
        return messages * 1_000.0 / median(wallNanos);
    }

    /** Returns millions of messages a second of one core, by the median run. */
    double millionsPerCpuSecond(long messages) {
        return messages * 1_000.0 / median(cpuNanos);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return Math.max(1, sorted[sorted.length / 2]);
    }
}
