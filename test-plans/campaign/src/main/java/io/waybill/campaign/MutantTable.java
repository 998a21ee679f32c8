package io.waybill.campaign;

import io.waybill.campaign.MutantSearch.Kill;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of planted flaws in {@code docs/mutants.md}: what exposes each, how soon, and by which faults. */
public final class MutantTable {

    /** Where each search begins. */
    private static final List<Long> STARTS = List.of(1L, 1_000_001L, 2_000_001L, 3_000_001L, 4_000_001L);

    private static final int MASKED_RUNS = 500;
    private static final double NANOS_A_SECOND = 1e9;
    private static final String NOTHING = "–";

    private MutantTable() {}

    /**
     * Searches for flaws, several times each, and gives the lines of the tables one after the other.
     *
     * @param only the ids of the lines that are wanted, such as {@code I6,K4}; all where it is empty
     * @throws IllegalStateException where most searches do not succeed within their budget, or a masked flaw shows
     */
    public static void print(List<String> only, Consumer<String> out) {
        out.accept("## The quorum");
        out.accept("");
        rows(wanted(MutantCatalogue.ofQuorum(), only), out);
        out.accept("");
        out.accept("## The cluster");
        out.accept("");
        rows(wanted(MutantCatalogue.ofCluster(), only), out);
    }

    /** Returns the ids of all lines. */
    public static List<String> ids() {
        return Stream.concat(MutantCatalogue.ofQuorum().stream(), MutantCatalogue.ofCluster().stream())
                .map(MutantCase::ids)
                .toList();
    }

    private static List<MutantCase> wanted(List<MutantCase> flaws, List<String> only) {
        return flaws.stream()
                .filter(flaw -> only.isEmpty() || only.contains(flaw.ids()))
                .toList();
    }

    private static void rows(List<MutantCase> flaws, Consumer<String> out) {
        out.accept("| Flaw | What is wrong | Must be exposed by | Runs | CPU seconds | Seed | Clients see | after runs"
                + " | Seen besides | Faults |");
        out.accept("| --- | --- | --- | --: | --: | --: | --- | --: | --- | --- |");
        for (MutantCase flaw : flaws) {
            out.accept(flaw.isMasked() ? masked(flaw) : exposed(flaw));
        }
    }

    /** A search that does not succeed within its budget counts as longer than all that do. */
    private static String exposed(MutantCase flaw) {
        List<Kill> kills = new ArrayList<>();
        for (long start : STARTS) {
            MutantSearch.search(flaw, start).ifPresent(kills::add);
        }
        if (kills.size() <= STARTS.size() / 2) {
            throw survived(flaw, flaw.expected(), STARTS.get(0));
        }
        List<Kill> byRuns = new ArrayList<>(kills);
        byRuns.sort(Comparator.comparingLong(Kill::runs));
        List<Kill> byCost = new ArrayList<>(kills);
        byCost.sort(Comparator.comparingLong(Kill::cpuNanos));
        Optional<Kill> visible = MutantSearch.visible(flaw, STARTS.get(0));
        if (visible.isEmpty() && !flaw.visible().isEmpty()) {
            throw survived(flaw, flaw.visible(), STARTS.get(0));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %.2f | %s | %s | %s | %s | %s |",
                name(flaw),
                description(flaw),
                String.join(", ", flaw.expected()),
                byRuns.get(STARTS.size() / 2).runs(),
                byCost.get(STARTS.size() / 2).cpuNanos() / NANOS_A_SECOND,
                kills.get(0).seed() < STARTS.get(1) ? kills.get(0).seed() : NOTHING,
                visible.map(kill -> kill.expected().id()).orElse(NOTHING),
                visible.map(kill -> Long.toString(kill.runs())).orElse(NOTHING),
                besides(kills),
                faults(kills));
    }

    private static IllegalStateException survived(MutantCase flaw, List<String> ids, long start) {
        return new IllegalStateException(flaw.ids() + " was not exposed by " + String.join(" or ", ids) + " in "
                + flaw.budget() + " seeds from " + start + " on");
    }

    private static String masked(MutantCase flaw) {
        long shown = 0;
        for (long seed = 1; seed <= MASKED_RUNS; seed++) {
            RunResult result = flaw.subject().run(seed);
            shown += result.verdict().isOk() ? 0 : 1;
        }
        if (shown > 0) {
            throw new IllegalStateException(
                    flaw.ids() + " ought to be masked and shows in " + shown + " of " + MASKED_RUNS + " seeds");
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | nothing: masked | none of %d | – | – | – | – | – | – |",
                name(flaw),
                description(flaw),
                MASKED_RUNS);
    }

    private static String name(MutantCase flaw) {
        String profile = flaw.subject().profile();
        return flaw.ids() + (profile.equals(Subject.DEFAULT_PROFILE) ? "" : " (`--profile " + profile + "`)");
    }

    private static String description(MutantCase flaw) {
        return flaw.subject().flaws().stream().map(Subject.Flaw::description).collect(Collectors.joining("; "));
    }

    private static String besides(List<Kill> kills) {
        SortedMap<String, Long> ids = new TreeMap<>();
        kills.forEach(kill -> kill.others().forEach(finding -> ids.merge(finding.id(), 1L, Long::sum)));
        return ids.isEmpty() ? NOTHING : String.join(", ", ids.keySet());
    }

    /** Returns the faults that were in all or most of the runs that exposed it. */
    private static String faults(List<Kill> kills) {
        SortedMap<String, Long> kinds = new TreeMap<>();
        kills.forEach(kill -> kill.faults().forEach(kind -> kinds.merge(kind, 1L, Long::sum)));
        String common = kinds.entrySet().stream()
                .filter(each -> each.getValue() > kills.size() / 2)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> each.getKey() + " " + each.getValue() + "/" + kills.size())
                .collect(Collectors.joining(", "));
        return common.isEmpty() ? "none in particular" : common;
    }
}
