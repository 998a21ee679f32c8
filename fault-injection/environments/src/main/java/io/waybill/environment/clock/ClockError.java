package io.waybill.environment.clock;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * By how much a clock is wrong: by a fixed amount at one moment, and by more or less from then on where it runs too
 * fast or too slow. Pure.
 *
 * @param by how far it was ahead (above 0) or behind at {@code since}
 * @param partsPerMillion how many millionths too fast it runs, or too slow, below 0
 */
record ClockError(Duration by, int partsPerMillion, Instant since) {

    private static final int SECOND_DIGITS = 9;
    private static final int MILLION_DIGITS = 6;

    /** libfaketime divides by the speed. */
    private static final BigDecimal SLOWEST = BigDecimal.valueOf(1, MILLION_DIGITS);

    /** Returns that of a clock that is right. */
    static ClockError none(Instant now) {
        return new ClockError(Duration.ZERO, 0, now);
    }

    /** Returns by how much it is wrong at some moment, which may be before {@code since}. */
    Duration at(Instant now) {
        return by.plusNanos(nanosGained(Duration.between(since, now)));
    }

    private long nanosGained(Duration elapsed) {
        return BigDecimal.valueOf(elapsed.toNanos())
                .movePointLeft(MILLION_DIGITS)
                .multiply(BigDecimal.valueOf(partsPerMillion))
                .longValue();
    }

    /** Returns this error from now on, with some more. */
    ClockError plus(Duration more, Instant now) {
        return new ClockError(at(now).plus(more), partsPerMillion, now);
    }

    /** Returns this error from now on, at another speed; what was gained or lost stays. */
    ClockError faster(int morePerMillion, Instant now) {
        return new ClockError(at(now), partsPerMillion + morePerMillion, now);
    }

    /**
     * Returns the error in the words of libfaketime, {@code +300.000000000 x1.000200}: what is added at the start of a
     * process, and how fast its clock runs from then on.
     *
     * @param start when the process began
     * @param withSpeed whether to say the speed although it is right: a process that was told of one keeps it
     */
    String text(Instant start, boolean withSpeed) {
        BigDecimal seconds = BigDecimal.valueOf(at(start).toNanos(), SECOND_DIGITS);
        String offset = (seconds.signum() < 0 ? "" : "+") + seconds.toPlainString();
        BigDecimal speed = BigDecimal.ONE
                .add(BigDecimal.valueOf(partsPerMillion, MILLION_DIGITS))
                .max(SLOWEST);
        return withSpeed || partsPerMillion != 0 ? offset + " x" + speed.toPlainString() : offset;
    }
}
