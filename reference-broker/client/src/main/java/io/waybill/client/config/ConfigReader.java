package io.waybill.client.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/** Reads configurations by their names, and notes everything that is wrong with them. */
final class ConfigReader {

    /** A hint that differs in more is none; short names are near to everything. */
    private static final int MOST_EDITS = 6;

    /** As good as forever, and in nanoseconds still a long. */
    private static final long CENTURY_MILLIS = 100L * 366 * 24 * 60 * 60 * 1000;

    private final SortedMap<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    ConfigReader(Map<String, String> given) {
        this.given = new TreeMap<>(given);
    }

    String text(String name, String defaultValue) {
        known.add(name);
        return given.getOrDefault(name, defaultValue).strip();
    }

    long number(String name, long defaultValue, long least, long most) {
        return number(name, defaultValue, value -> value >= least && value <= most, "from " + least + " to " + most);
    }

    int integer(String name, int defaultValue, int least) {
        return (int) number(name, defaultValue, least, Integer.MAX_VALUE);
    }

    /**
     * Reads a time in milliseconds; Kafka allows what does not fit into nanoseconds, and so it ends after a century.
     */
    long millis(String name, long defaultValue, long least) {
        return Math.min(number(name, defaultValue, least, Long.MAX_VALUE), CENTURY_MILLIS);
    }

    private long number(String name, long defaultValue, LongPredicate valid, String expected) {
        var text = text(name, Long.toString(defaultValue));
        try {
            long value = Long.parseLong(text);
            if (valid.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with what is expected.
        }
        problems.add(name + " must be a number " + expected + ", was \"" + text + "\"");
        return defaultValue;
    }

    boolean flag(String name, boolean defaultValue) {
        return oneOf(name, List.of("true", "false"), Boolean.toString(defaultValue))
                .equals("true");
    }

    String oneOf(String name, List<String> values, String defaultValue) {
        var text = text(name, defaultValue);
        if (values.contains(text)) {
            return text;
        }
        problems.add(name + " must be one of " + String.join(", ", values) + ", was \"" + text + "\"");
        return defaultValue;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Throws where anything was wrong, names that nobody asked for included. */
    void check() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                problems.add("unknown configuration \"" + name + "\"" + hint(name));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private String hint(String name) {
        String nearest = "";
        int fewest = Math.min(MOST_EDITS, name.length() / 2 + 1);
        for (String candidate : known) {
            int edits = edits(name, candidate);
            if (edits < fewest) {
                fewest = edits;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : ", did you mean \"" + nearest + "\"?";
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
