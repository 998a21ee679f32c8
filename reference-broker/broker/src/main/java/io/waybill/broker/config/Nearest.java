package io.waybill.broker.config;

import java.util.List;
import java.util.Optional;

/** Finds the word that was most likely meant. */
public final class Nearest {

    /** A word is proposed where less than a third of it differs. */
    private static final int PART = 3;

    private Nearest() {}

    /** Returns the known word that is nearest to a word; empty where none is near. */
    public static Optional<String> to(String word, List<String> known) {
        var nearest = Optional.<String>empty();
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least && distance <= Math.max(1, candidate.length() / PART)) {
                least = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /** Levenshtein's distance: how many characters must be added, removed or replaced. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
