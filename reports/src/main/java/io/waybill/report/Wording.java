package io.waybill.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How numbers, times and lists are written, the same everywhere. */
public final class Wording {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MINUTES_PER_HOUR = 60;

    private Wording() {}

    /** Returns a number with its thousands set apart: {@code 1,482}. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns a number with its noun: {@code 1 message}, {@code 1,482 messages}. */
    public static String count(long value, String singular, String plural) {
        return number(value) + " " + (value == 1 ? singular : plural);
    }

    /** Returns a number with a noun whose plural ends in s. */
    public static String count(long value, String singular) {
        return count(value, singular, singular + "s");
    }

    /** Returns {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> items) {
        int last = items.size() - 1;
        return last <= 0
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** Returns the text with its first letter as a capital. */
    public static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Returns how long something took: {@code 240 ms}, {@code 11.4 s}, {@code 6m40s}, {@code 2h05m}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < MILLIS_PER_MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10.0);
        }
        long minutes = millis / MILLIS_PER_MINUTE;
        return minutes < MINUTES_PER_HOUR
                ? String.format(Locale.ROOT, "%dm%02ds", minutes, millis % MILLIS_PER_MINUTE / 1_000)
                : String.format(Locale.ROOT, "%dh%02dm", minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR);
    }

    /** Returns a time of the run in milliseconds: {@code 02:14.327}, {@code 1:02:14.327}. */
    public static String clock(long nanos) {
        return clock(nanos, 3);
    }

    /**
     * Returns a time of the run: {@code 02:14.327}.
     *
     * @param digits of the second's fraction: 3, 6 or 9
     */
    public static String clock(long nanos, int digits) {
        long millis = nanos / NANOS_PER_MILLI;
        long minutes = millis / MILLIS_PER_MINUTE;
        String fraction =
                String.format(Locale.ROOT, "%09d", nanos % 1_000_000_000).substring(0, digits);
        String rest = String.format(
                Locale.ROOT, "%02d:%02d.%s", minutes % MINUTES_PER_HOUR, millis % MILLIS_PER_MINUTE / 1_000, fraction);
        return minutes < MINUTES_PER_HOUR ? rest : minutes / MINUTES_PER_HOUR + ":" + rest;
    }
}
