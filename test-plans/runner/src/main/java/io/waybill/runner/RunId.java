package io.waybill.runner;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a run.
 *
 * @param text {@code r-} and six hexadecimal digits: {@code r-2f9c41}
 */
public record RunId(String text) {

    private static final Pattern FORM = Pattern.compile("r-[0-9a-f]{6}");

    public RunId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a run is called r- and six hexadecimal digits, for example r-2f9c41, was \"" + text + "\"");
        }
    }

    /** Returns whether a text has the form of a run's name. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Returns the name of a run.
     *
     * @param seed the run's seed
     * @param startedNanos when it began: two runs of one seed are two runs
     */
    static RunId of(long seed, long startedNanos) {
        long mixed = mix(mix(seed) ^ startedNanos);
        return new RunId(String.format(Locale.ROOT, "r-%06x", mixed & 0xFFFFFF));
    }

    /** The finalizer of SplitMix64: every bit of the input moves half of the output's. */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public String toString() {
        return text;
    }
}
