package io.waybill.planfile.form;

import io.waybill.fault.Span;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Tree;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, spans of times and rates, as people write them; and how they are written. */
public final class Times {

    private static final String NUMBER = "[0-9]{1,9}";
    private static final String TIME =
            "(?=[0-9])(?:" + NUMBER + "h)?(?:" + NUMBER + "m(?!s))?(?:" + NUMBER + "s)?(?:" + NUMBER + "ms)?";
    private static final Pattern PARTS = Pattern.compile("(" + NUMBER + ")(h|ms|m|s)");
    private static final String CALM = "until-stable (" + TIME + "), at most (" + TIME + ")";

    /** A time: {@code 500ms}, {@code 20s}, {@code 5m50s}, {@code 1h}; zero is {@code 0s}. */
    public static final Form<Duration> DURATION = Scalars.text("a time", TIME, "such as 500ms, 20s or 5m50s")
            .defined("time")
            .as(Times::duration);

    /** A time that may lie in the past: {@code -30s}. */
    public static final Form<Duration> SIGNED = Scalars.text("a time", "-?" + TIME, "such as 30s or -30s")
            .as(text -> text.startsWith("-") ? duration(text.substring(1)).negated() : duration(text));

    /** A time, or two of them between which one is drawn: {@code 20s..30s}. */
    public static final Form<Span> SPAN = new SpanForm().defined("span");

    /** So many a second: {@code 670/s}. */
    public static final Form<Integer> RATE = Scalars.text("a rate", "[0-9]{1,7}/s", "such as 670/s")
            .as(text -> Integer.parseInt(text.substring(0, text.indexOf('/'))));

    /** A part of a hundred: {@code 5%}. */
    public static final Form<Integer> PERCENT = Scalars.text("a percentage", "(?:100|[0-9]{1,2})%", "such as 5%")
            .as(text -> Integer.parseInt(text.substring(0, text.indexOf('%'))));

    /** A size: {@code 100B}, {@code 16KiB}. */
    public static final Form<Integer> BYTES = Scalars.text("a size", "[0-9]{1,6}(?:B|KiB)", "such as 100B or 16KiB")
            .as(Times::bytes);

    /** An end of a plan: how long it goes on after the storm, and how long until everything is read. */
    public static final Form<Calm> CALM_PHASE = Scalars.text(
                    "a calm", TIME + "|" + CALM, "such as 30s, or until-stable 30s, at most 5m")
            .as(Times::calm);

    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

    private Times() {}

    /**
     * How a plan ends.
     *
     * @param lasting how long clients work on after the storm
     * @param atMost how long it may take then until everything is read
     */
    public record Calm(Duration lasting, Duration atMost) {

        /** Returns the text that means it. */
        public String text() {
            return "until-stable " + Times.text(lasting) + ", at most " + Times.text(atMost);
        }
    }

    private static Calm calm(String text) {
        Matcher matcher = Pattern.compile(CALM).matcher(text);
        return matcher.matches()
                ? new Calm(duration(matcher.group(1)), duration(matcher.group(2)))
                : new Calm(duration(text), USUAL_PATIENCE);
    }

    private static int bytes(String text) {
        return text.endsWith("KiB")
                ? Integer.parseInt(text.substring(0, text.length() - 3)) * 1024
                : Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private static Duration duration(String text) {
        Duration sum = Duration.ZERO;
        Matcher matcher = PARTS.matcher(text);
        while (matcher.find()) {
            long amount = Long.parseLong(matcher.group(1));
            sum = sum.plus(
                    switch (matcher.group(2)) {
                        case "h" -> Duration.ofHours(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        default -> Duration.ofMillis(amount);
                    });
        }
        return sum;
    }

    /**
     * Returns the text that means a time.
     *
     * @throws IllegalArgumentException where it has less than a millisecond, which no plan file can say
     */
    public static String text(Duration time) {
        if (time.isNegative()) {
            return "-" + text(time.negated());
        }
        if (time.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("a plan file has whole milliseconds, was " + time);
        }
        if (time.toMillisPart() != 0) {
            return time.toMillis() + "ms";
        }
        String text = (time.toHours() > 0 ? time.toHours() + "h" : "")
                + (time.toMinutesPart() > 0 ? time.toMinutesPart() + "m" : "")
                + (time.toSecondsPart() > 0 ? time.toSecondsPart() + "s" : "");
        return text.isEmpty() ? "0s" : text;
    }

    /** Returns the text that means a span. */
    public static String text(Span span) {
        return span.min().equals(span.max()) ? text(span.min()) : text(span.min()) + ".." + text(span.max());
    }

    private record SpanForm() implements Form<Span> {

        private static final Form<String> TEXT = Scalars.text(
                "a time or a range of times", "(?:" + TIME + ")(?:\\.\\.(?:" + TIME + "))?", "such as 6s or 6s..8s");

        @Override
        public Optional<Span> read(Tree tree, Problems problems) {
            return TEXT.read(tree, problems).flatMap(text -> {
                int dots = text.indexOf("..");
                Duration min = duration(dots < 0 ? text : text.substring(0, dots));
                Duration max = dots < 0 ? min : duration(text.substring(dots + 2));
                if (max.compareTo(min) < 0) {
                    problems.add(tree.place(), "\"" + text + "\" ends before it begins", "the shorter one comes first");
                    return Optional.empty();
                }
                return Optional.of(Span.of(min, max));
            });
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return TEXT.schema(definitions);
        }
    }
}
