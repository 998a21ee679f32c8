package io.waybill.checker.oracle;

import io.waybill.history.Event;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something that is true of every history of a kind: tried on many, each from a seed of its own.
 *
 * <p>A failure names the seed, the command that tries it again, and the smallest history found that still fails.
 * {@code -Dproperty.count=100000} tries more, {@code -Dproperty.seed=0x…} begins elsewhere.
 *
 * @param test what a replay has to run: {@code Class#method}
 * @param generator makes a history from a seed
 * @param problems what is wrong with one, empty where nothing is; each as {@code subject: detail}
 */
record Property(
        String test, Function<SplittableRandom, List<Event>> generator, Function<List<Event>, List<String>> problems) {

    private static final long FIRST_SEED = 0x5EED_0000L;

    /**
     * Tries the property on histories from consecutive seeds.
     *
     * @throws AssertionError at the first history of which it is not true
     */
    void holdsFor(int defaultCount) {
        int count = Integer.getInteger("property.count", defaultCount);
        long first = Long.decode(System.getProperty("property.seed", String.valueOf(FIRST_SEED)));
        for (long seed = first; seed < first + count; seed++) {
            List<Event> history = generator.apply(new SplittableRandom(seed));
            if (!problemsOf(history).isEmpty()) {
                throw new AssertionError(report(seed, history));
            }
        }
    }

    /** A checker that throws is a problem like any other. */
    private List<String> problemsOf(List<Event> history) {
        try {
            return problems.apply(history);
        } catch (RuntimeException e) {
            StackTraceElement[] at = e.getStackTrace();
            return List.of(e.getClass().getSimpleName() + (at.length == 0 ? "" : " at " + at[0].getMethodName()) + ": "
                    + e.getMessage());
        }
    }

    /** What the problems are about, without numbers: a smaller history must not fail for another reason. */
    private Set<String> subjects(List<Event> history) {
        return problemsOf(history).stream()
                .map(problem -> problem.replaceAll("[:=].*", ""))
                .collect(Collectors.toSet());
    }

    private String report(long seed, List<Event> history) {
        Set<String> subjects = subjects(history);
        List<Event> small =
                Shrinker.shrink(history, each -> subjects(each).stream().anyMatch(subjects::contains));
        return String.format(
                Locale.ROOT,
                "%s is not true of seed 0x%x:%n%s%n%nthe smallest history found, of %d events instead of %d:%n%n%s%n"
                        + "try it again: mvn -pl checkers/checker -am test -Dtest='%s'"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dproperty.seed=0x%x -Dproperty.count=1",
                test,
                seed,
                String.join("\n", problemsOf(small)),
                small.size(),
                history.size(),
                HistoryPrinter.print(small),
                test,
                seed);
    }
}
