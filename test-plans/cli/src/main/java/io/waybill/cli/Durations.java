package io.waybill.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads spans of time as people write them. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private Durations() {}

    /** Returns the span that {@code 500ms}, {@code 10s} or {@code 2m} means; it is more than nothing. */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new UsageException(
                    "a time must be a number of ms, s or m above 0, such as 10s, was \"" + text + "\"");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
