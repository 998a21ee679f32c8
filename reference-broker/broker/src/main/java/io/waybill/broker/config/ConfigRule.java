package io.waybill.broker.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which values of the right type are allowed. */
@FunctionalInterface
public interface ConfigRule {

    /** Allows everything. */
    ConfigRule ANY = value -> Optional.empty();

    /**
     * Returns what a value must be, in words, where it is not; empty where it is.
     *
     * @param value of the right type, without blanks around it
     */
    Optional<String> broken(String value);

    /** Returns the rule for numbers of {@code least} or more. */
    static ConfigRule atLeast(long least) {
        return value -> whole(value) >= least ? Optional.empty() : Optional.of(">= " + least);
    }

    /** Returns the rule for numbers from {@code least} to {@code most}, both inclusive. */
    static ConfigRule between(long least, long most) {
        return value -> whole(value) >= least && whole(value) <= most
                ? Optional.empty()
                : Optional.of("from " + least + " to " + most);
    }

    /** Returns the rule for a closed set of words. */
    static ConfigRule oneOf(String... words) {
        var allowed = List.of(words);
        return value ->
                allowed.contains(value) ? Optional.empty() : Optional.of("one of " + String.join(", ", allowed));
    }

    /** Returns the rule for lists of some words of a closed set, each once at most and at least one. */
    static ConfigRule someOf(String... words) {
        var allowed = List.of(words);
        return value -> {
            var elements =
                    Arrays.stream(value.split(",", -1)).map(String::strip).toList();
            return allowed.containsAll(elements) && new TreeSet<>(elements).size() == elements.size()
                    ? Optional.empty()
                    : Optional.of("some of " + String.join(", ", allowed) + ", each once");
        };
    }

    private static long whole(String value) {
        return Long.parseLong(value);
    }
}
