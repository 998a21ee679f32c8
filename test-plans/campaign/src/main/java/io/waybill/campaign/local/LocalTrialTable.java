package io.waybill.campaign.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of flaws in real processes, in Markdown. */
public final class LocalTrialTable {

    private static final String NOTHING = "–";

    private LocalTrialTable() {}

    /** Returns what stands above the rows. */
    public static List<String> head() {
        return List.of(
                "| Flaw | What is wrong | Plan | Configuration | Clients see | Caught | Runs | Seconds |",
                "| --- | --- | --- | --- | --- | --: | --: | --: |");
    }

    /**
     * Returns the row of a flaw.
     *
     * @param searches for it; none where it was not looked for, or cannot be seen. Runs and seconds are the medians,
     *     and a search without success counts as longer than all with one
     */
    public static String row(LocalTrial trial, List<LocalSearch> searches) {
        return trial.by()
                .map(part -> row(
                        trial.id(),
                        trial.description(),
                        "`" + part.plan() + "`",
                        "`" + part.configuration() + "`",
                        figures(searches)))
                .orElseGet(() -> row(
                        trial.id(),
                        trial.description(),
                        "none: " + trial.otherwise(),
                        NOTHING,
                        String.join(" | ", Collections.nCopies(4, NOTHING))));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String figures(List<LocalSearch> searches) {
        if (searches.isEmpty()) {
            return "not looked for | – | – | –";
        }
        List<LocalSearch> sorted = new ArrayList<>(searches);
        sorted.sort(
                Comparator.comparing((LocalSearch search) -> !search.caught()).thenComparing(LocalSearch::took));
        LocalSearch bySeconds = sorted.get((sorted.size() - 1) / 2);
        sorted.sort(
                Comparator.comparing((LocalSearch search) -> !search.caught()).thenComparing(LocalSearch::runs));
        LocalSearch byRuns = sorted.get((sorted.size() - 1) / 2);
        String seen = searches.stream()
                .flatMap(search -> search.anomaly().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        long caught = searches.stream().filter(LocalSearch::caught).count();
        String beyond = byRuns.caught() ? "" : "> ";
        return String.join(
                " | ",
                seen.isEmpty() ? "nothing yet" : seen,
                caught + " of " + searches.size(),
                beyond + byRuns.runs(),
                beyond + bySeconds.took().toSeconds());
    }

    /**
     * Returns the lines of a table in which some rows are new.
     *
     * @param before lines of an earlier table, which gives the rows that are not new; may be empty
     * @param measured the new rows, by the ids of their flaws
     */
    public static List<String> with(List<String> before, Map<String, String> measured) {
        List<String> lines = new ArrayList<>(head());
        for (LocalTrial trial : LocalTrials.all()) {
            Optional<String> known = before.stream()
                    .filter(line -> trial.by().isPresent() && isOf(trial, line))
                    .findFirst();
            lines.add(measured.getOrDefault(trial.id(), known.orElseGet(() -> row(trial, List.of()))));
        }
        return lines;
    }

    /** Figures of another plan than today's are none. */
    private static boolean isOf(LocalTrial trial, String line) {
        return line.startsWith("| " + trial.id() + " |")
                && trial.by()
                        .filter(part -> line.contains("`" + part.plan() + "` | `" + part.configuration() + "`"))
                        .isPresent();
    }
}
