package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.Locale;

/**
 * A range of durations from which one is drawn.
 *
 * @param min the shortest, inclusive, not negative
 * @param max the longest, inclusive, not shorter than {@code min}
 */
public record Span(Duration min, Duration max) {

    public Span {
        if (min.isNegative()) {
            throw new IllegalArgumentException("a span must not begin below zero, was " + min);
        }
        if (max.compareTo(min) < 0) {
            throw new IllegalArgumentException("a span must not end before it begins, was " + min + " to " + max);
        }
    }

    /** Returns the span that holds exactly one duration. */
    public static Span of(Duration exactly) {
        return new Span(exactly, exactly);
    }

    /** Returns the span from {@code min} to {@code max}, both inclusive. */
    public static Span of(Duration min, Duration max) {
        return new Span(min, max);
    }

    /** Returns a duration of this span, drawn evenly, to the nanosecond. */
    Duration draw(Randomness random) {
        long width = max.minus(min).toNanos();
        return width == 0 ? min : min.plusNanos(random.nextLong(width + 1));
    }

    /** Returns the text that people write: {@code 6s..8s}, or {@code 6s} where there is nothing to draw. */
    @Override
    public String toString() {
        return min.equals(max) ? text(min) : text(min) + ".." + text(max);
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 == 0) {
            return millis / 1000 + "s";
        }
        return millis < 1000 ? millis + "ms" : String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
    }
}
