package io.waybill.cli.doctor;

/**
 * What a check saw.
 *
 * @param subject what was looked at, in a word or two: {@code memory}
 * @param seen what is so: {@code 7.2 GB free of 16 GB}
 * @param fix what to do, as a command where there is one; empty where nothing is to be done
 */
public record Finding(Grade grade, String subject, String seen, String fix) {

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
     * @param message what is so and, behind the last colon that is followed by a blank, what mends it
     */
    static Finding warning(String subject, String message) {
        int colon = message.lastIndexOf(": ");
        return colon < 0
                ? warning(subject, message, "")
                : warning(subject, message.substring(0, colon), message.substring(colon + 2));
    }

    /** Returns that something is missing, with what mends it. */
    public static Finding missing(String subject, String seen, String fix) {
        return new Finding(Grade.MISSING, subject, seen, fix);
    }
}
