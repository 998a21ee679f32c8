package io.waybill.toxiproxy.toxic;

import java.util.Locale;
import java.util.Optional;

/** The two directions of a proxied connection, by Toxiproxy's words. */
public enum Direction {
    /** From the client to whom it wants to reach. */
    UPSTREAM("upstream"),
    /** Back to the client. */
    DOWNSTREAM("downstream");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    /** Returns the word of Toxiproxy's API. */
    public String word() {
        return word;
    }

    /** Returns the direction of a word in any case, or empty where it is none. */
    public static Optional<Direction> of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "upstream" -> Optional.of(UPSTREAM);
            case "downstream" -> Optional.of(DOWNSTREAM);
            default -> Optional.empty();
        };
    }
}
