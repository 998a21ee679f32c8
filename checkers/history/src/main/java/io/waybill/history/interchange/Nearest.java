package io.waybill.history.interchange;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which word somebody meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * Returns {@code , did you mean "offset"?} where a known word is near, and the list of all known words where none
     * is.
     */
    public static String suggestion(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        return known.stream()
                .filter(each -> isNear(word, each))
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .map(each -> ", did you mean \"" + each + "\"?")
                .orElse(", expected one of " + String.join(", ", known));
    }

    private static boolean isNear(String word, String known) {
        boolean begins = word.length() > 1 && (known.startsWith(word) || word.startsWith(known));
        return begins || distance(word, known) <= Math.max(1, Math.min(word.length(), known.length()) / 2);
    }

    /** Levenshtein's distance, in which a swap of neighbours counts as one as well. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
