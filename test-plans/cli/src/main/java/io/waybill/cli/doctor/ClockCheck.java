package io.waybill.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The two clocks: histories count by the one that never goes back, and the lines of brokers' logs, which have the date,
 * are put beside them. A date that jumps meanwhile puts them in the wrong place.
 */
final class ClockCheck implements Check {

    private static final Duration SAMPLE = Duration.ofMillis(200);

    /** Time services turn a clock by half a thousandth at most: 0.1 ms in a sample. The rest is a jump. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    /** A clock that was never set begins in 1970, or where its maker left it. */
    private static final Instant OLDEST = Instant.parse("2025-01-01T00:00:00Z");

    private static final int ATTEMPTS = 3;

    @Override
    public List<Finding> look() {
        Instant now = Instant.now();
        if (now.isBefore(OLDEST)) {
            return List.of(Finding.warning(
                    "clock", "says " + now + ", which is past", "set it: certificates and repositories need it"));
        }
        Duration apart = Duration.ofDays(1);
        // A pause between the two readings looks like a jump: the best of a few tells.
        for (int i = 0; i < ATTEMPTS && apart.compareTo(TOLERANCE) > 0; i++) {
            apart = sample();
        }
        return List.of(
                apart.compareTo(TOLERANCE) > 0
                        ? Finding.warning(
                                "clock",
                                "the date moved " + apart.toMillis() + " ms against time itself within "
                                        + SAMPLE.toMillis() + " ms",
                                "let a time service keep it (chrony, systemd-timesyncd), and nothing else")
                        : Finding.fine("clock", now.truncatedTo(ChronoUnit.SECONDS) + ", steady"));
    }

    private static Duration sample() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        long untilNanos = startNanos + SAMPLE.toNanos();
        while (System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(untilNanos - System.nanoTime());
        }
        long tookNanos = System.nanoTime() - startNanos;
        return Duration.between(start, Instant.now()).minusNanos(tookNanos).abs();
    }
}
