package io.waybill.planfile.tree;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody meant. */
public final class Similar {

    private static final int FEW = 8;

    private Similar() {}

    /** Returns the most similar of some words, or empty where none is similar enough to have been meant. */
    public static Optional<String> to(String word, Collection<String> words) {
        return words.stream()
                .min(Comparator.<String>comparingInt(each -> distance(word, each))
                        // Of K9 and R9, who typed K8 meant the first.
                        .thenComparing(each -> !each.regionMatches(0, word, 0, 1)))
                .filter(each -> distance(word, each) <= Math.max(2, word.length() / 3)
                        || (word.length() > 2 && each.contains(word)));
    }

    /** Returns {@code , did you mean …?}, or an empty text. */
    public static String hint(String word, Collection<String> words) {
        return to(word, words).map(each -> ", did you mean " + each + "?").orElse("");
    }

    /**
     * Returns what might have been meant: {@code one of a, b, c: did you mean b?}. Of many words, only the one that was
     * meant is named, where one is similar enough.
     */
    public static String among(String word, Collection<String> words) {
        String all = "one of " + String.join(", ", words);
        return Optional.of(word)
                .filter(written -> !written.isEmpty())
                .flatMap(written -> to(written, words))
                .map(each -> (words.size() > FEW ? "" : all + ": ") + "did you mean " + each + "?")
                .orElse(all);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
