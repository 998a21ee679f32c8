package io.waybill.broker.metadata.rules;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which names a topic may have; the rules are Kafka's. */
public final class TopicNames {

    private static final int LONGEST = 249;
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

    private TopicNames() {}

    /** Returns what is wrong with a name, empty where nothing is. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("the name of a topic must not be empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("the name of a topic must not be \"" + name + "\"");
        }
        if (name.length() > LONGEST) {
            return Optional.of(
                    "the name of a topic must have at most " + LONGEST + " characters, had " + name.length());
        }
        if (!LEGAL.matcher(name).matches()) {
            return Optional.of(
                    "the name of a topic must be of letters, digits, '.', '_' and '-', was \"" + name + "\"");
        }
        return Optional.empty();
    }

    /** Returns whether two names are one in metrics, where '.' and '_' are the same. */
    static boolean collide(String name, String other) {
        return name.replace('.', '_').equals(other.replace('.', '_'));
    }
}
