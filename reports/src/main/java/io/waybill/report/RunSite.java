package io.waybill.report;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a run took place, and what it was there.
 *
 * @param environment the word for it: {@code local}, {@code simulated}, {@code remote}
 * @param profile in which size the plan was run
 * @param planted the flaws that were planted in the system on purpose, each with what is wrong; empty where none was
 */
public record RunSite(String environment, String profile, SortedMap<String, String> planted) {
    public RunSite {
        planted = Collections.unmodifiableSortedMap(new TreeMap<>(planted));
    }

    /** Returns the site of a run that is not known to have been anything special. */
    public static RunSite usual() {
        return new RunSite("local", "full", new TreeMap<>());
    }

    /** Returns the flaws in a sentence: {@code I2: sequences are not checked}. */
    public String flaws() {
        return planted.entrySet().stream()
                .map(flaw -> flaw.getKey() + ": " + flaw.getValue())
                .collect(Collectors.joining(", "));
    }
}
