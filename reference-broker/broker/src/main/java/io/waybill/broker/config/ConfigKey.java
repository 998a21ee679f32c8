package io.waybill.broker.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A configuration that can be set.
 *
 * @param name Kafka's name
 * @param brokerName the broker's configuration that a topic's falls back to; the name itself where it is a broker's
 * @param kind the type of its values
 * @param defaultValue the value where nothing is set
 * @param rule which values are allowed
 * @param scopes for what it may be set
 * @param documentation what it means, in a sentence
 */
public record ConfigKey(
        String name,
        String brokerName,
        ConfigKind kind,
        String defaultValue,
        ConfigRule rule,
        List<ConfigScope> scopes,
        String documentation) {

    public ConfigKey {
        scopes = List.copyOf(scopes);
        var problem = problem(name, kind, rule, defaultValue);
        if (problem.isPresent()) {
            throw new IllegalArgumentException("the default is wrong: " + problem.get());
        }
    }

    /** Returns what is wrong with a value, empty where nothing is. Blanks around it do not count. */
    public Optional<String> problem(String value) {
        return problem(name, kind, rule, value.strip());
    }

    private static Optional<String> problem(String name, ConfigKind kind, ConfigRule rule, String value) {
        if (!hasKind(kind, value)) {
            return Optional.of(name + " must be " + kind.description() + ", was " + value);
        }
        return rule.broken(value).map(expected -> name + " must be " + expected + ", was " + value);
    }

    private static boolean hasKind(ConfigKind kind, String text) {
        try {
            return switch (kind) {
                case BOOLEAN -> List.of("true", "false").contains(text.toLowerCase(Locale.ROOT));
                case INT -> parsed(Integer.parseInt(text));
                case LONG -> parsed(Long.parseLong(text));
                case DOUBLE -> Double.isFinite(Double.parseDouble(text));
                case STRING, LIST -> true;
            };
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** It is a number where parsing it has thrown nothing. */
    private static boolean parsed(long ignored) {
        return true;
    }
}
