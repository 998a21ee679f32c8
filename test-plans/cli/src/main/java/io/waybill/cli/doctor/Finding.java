package io.waybill.cli.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check saw.
 *
 * @param subject what was looked at, in a word or two: {@code memory}
 * @param seen what is so: {@code 7.2 GB free of 16 GB}
 * @param fix what to do, as a command where there is one; empty where nothing is to be done
 */
public record Finding(Grade grade, String subject, String seen, String fix) {

    private static final Pattern COLON = Pattern.compile("(?s)(?<seen>.*): (?<fix>(?:[^:()]++|:(?! )|\\([^()]*\\))*)");

    /** How good it is. */
    public enum Grade {
        /** As it should be. */
        FINE("fine"),
        /** Something that runs can do without: another world, or less comfort. */
        WARNING("warning"),
        /** Runs need it and it is not there. */
        MISSING("missing");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        /** Returns the word that JSON has for it. */
        public String word() {
            return word;
        }
    }

    /** Returns that something is as it should be. */
    public static Finding fine(String subject, String seen) {
        return new Finding(Grade.FINE, subject, seen, "");
    }

    /** Returns that something is worth knowing, with what mends it. */
    public static Finding warning(String subject, String seen, String fix) {
        return new Finding(Grade.WARNING, subject, seen, fix);
    }

    /**
     * Returns that something is worth knowing.
     *
     * @param message what is so and, behind the last colon that is followed by a blank and is in no brackets, what
     *     mends it
     */
    static Finding warning(String subject, String message) {
        Matcher colon = COLON.matcher(message);
        return colon.matches()
                ? warning(subject, colon.group("seen"), colon.group("fix"))
                : warning(subject, message, "");
    }

    /** Returns that something is missing, with what mends it. */
    public static Finding missing(String subject, String seen, String fix) {
        return new Finding(Grade.MISSING, subject, seen, fix);
    }
}
