package io.waybill.toxiproxy.toxic;

import java.util.concurrent.TimeUnit;

/** Durations as toxics write them, in nanoseconds. */
final class Spans {

    /** Thirty years: whoever writes more means "never", and a sum with the clock must not overflow. */
    private static final long MOST_NANOS = 1_000_000_000_000_000_000L;

    private Spans() {}

    static long ofMillis(long millis) {
        return clamp(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    static long ofMicros(long micros) {
        return clamp(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    private static long clamp(long nanos) {
        return Math.max(-MOST_NANOS, Math.min(MOST_NANOS, nanos));
    }
}
