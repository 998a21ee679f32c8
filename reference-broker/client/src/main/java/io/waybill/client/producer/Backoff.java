package io.waybill.client.producer;

import io.waybill.environment.Randomness;

/** How long to wait before something is tried again: {@code retry.backoff.ms}, give or take a fifth. */
final class Backoff {

    private static final long MILLI = 1_000_000;

    private final long nanos;
    private final Randomness jitter;

    Backoff(int millis, Randomness jitter) {
        // Never none: a loop that does not rest would stop a simulated clock.
        this.nanos = Math.max(1, millis) * MILLI;
        this.jitter = jitter;
    }

    long nextNanos() {
        return nanos - nanos / 5 + jitter.nextLong(2 * nanos / 5);
    }
}
