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

    /** Returns how a run of the same plan and seed there is the same: in everything, or in all that can be chosen. */
    public Repetition repetition() {
        return environment.equals("simulated") ? Repetition.BIT_EXACT : Repetition.TIMING_FREE;
    }

    /** Returns whether it took place on a cluster that someone else runs, which nobody can make again. */
    public boolean isRemote() {
        return environment.equals("remote");
    }

    /** How a run of the same plan and seed is the same. */
    public enum Repetition {
        /** Event by event: all that happens follows from the seed. */
        BIT_EXACT("bit-exact", "simulated: bit-exact"),
        /** In all that is chosen; what happens when is up to the machine. */
        TIMING_FREE("timing-free", "same workload, schedule and targets; timing free");

        private final String word;
        private final String sentence;

        Repetition(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }

        /** Returns the word that files use. */
        public String word() {
            return word;
        }

        /** Returns what it means, in a few words. */
        public String sentence() {
            return sentence;
        }
    }

    /** Returns the flaws in a sentence: {@code I2: sequences are not checked}. */
    public String flaws() {
        return planted.entrySet().stream()
                .map(flaw -> flaw.getKey() + ": " + flaw.getValue())
                .collect(Collectors.joining(", "));
    }
}
