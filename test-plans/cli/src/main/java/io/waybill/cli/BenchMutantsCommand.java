package io.waybill.cli;

import io.waybill.benchmark.broker.Page;
import io.waybill.campaign.MutantTable;
import io.waybill.campaign.local.LocalTrial;
import io.waybill.campaign.local.LocalTrialTable;
import io.waybill.campaign.local.LocalTrials;
import io.waybill.campaign.plan.SimulatedVenue;
import io.waybill.planfile.tree.Similar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill bench mutants}: what exposes each planted flaw, and how soon. */
@Command(
        name = "mutants",
        description = "Searches for planted flaws: in simulated worlds, or with --env local in real processes, by the"
                + " shipped plan that shows each to clients. docs/mutants.md has the tables.")
final class BenchMutantsCommand implements Callable<Integer> {

    private static final String LOCAL = "local";

    private final Output output;

    @Option(
            names = "--env",
            defaultValue = SimulatedVenue.ENVIRONMENT,
            paramLabel = "WHERE",
            description = "simulated or local. Default: ${DEFAULT-VALUE}.")
    private String environment = SimulatedVenue.ENVIRONMENT;

    @Option(
            names = "--only",
            paramLabel = "ID",
            description = "This line of the tables, such as I6,K4, in simulated worlds, or I5; may be given again."
                    + " Default: all.")
    private List<String> only = List.of();

    @Option(
            names = "--searches",
            paramLabel = "N",
            description = "With --env local: searches for each flaw, of which the median is told. Default: 1.")
    private @Nullable Integer searches;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "With --env local: runs of a search at most. Default: 10.")
    private @Nullable Integer times;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "With --env local: decides the seeds of all runs. Default: another one each time.")
    private @Nullable String seed;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description =
                    "With --env local: also writes the table into this page, between its marks; rows of flaws that"
                            + " are not searched for stay as they are.")
    private @Nullable Path markdown;

    @Mixin
    private StoreOption store = new StoreOption();

    BenchMutantsCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        boolean local = environment.equals(LOCAL);
        long first = check(local);
        if (!local) {
            MutantTable.print(only, this::say);
            return ExitCode.OK;
        }
        Optional<Path> page =
                Optional.ofNullable(markdown).map(output.terminal().directory()::resolve);
        // A page that cannot be written is better known before an hour of runs than after it.
        List<String> before = page.isPresent() ? Page.figures(page.get()) : List.of();
        Map<String, String> rows = new LinkedHashMap<>();
        boolean whole = measure(first, rows);
        if (page.isPresent()) {
            Page.write(page.get(), "Planted flaws", LocalTrialTable.with(before, rows));
        }
        return whole ? ExitCode.OK : ExitCode.INTERRUPTED;
    }

    /** Returns the seed that decides all others. */
    private long check(boolean local) {
        var complaints = new Complaints();
        List<String> worlds = List.of(SimulatedVenue.ENVIRONMENT, LOCAL);
        complaints.when(
                !worlds.contains(environment),
                "unknown environment \"" + environment + "\", expected simulated or local"
                        + Similar.hint(environment, worlds));
        List<String> known = local ? LocalTrials.ids() : MutantTable.ids();
        only.stream()
                .filter(ids -> !known.contains(ids))
                .forEach(ids ->
                        complaints.when(true, "--only: there is no line \"" + ids + "\"" + Similar.hint(ids, known)));
        complaints.when(searches != null && searches < 1, "--searches must be >= 1, was " + searches);
        complaints.when(
                times != null && (times < 1 || times > LocalMutantSearch.MOST_TIMES),
                "--times must be from 1 to " + LocalMutantSearch.MOST_TIMES + ", was " + times);
        boolean some = searches != null || times != null || seed != null || markdown != null || store.isGiven();
        complaints.when(
                environment.equals(SimulatedVenue.ENVIRONMENT) && some,
                "--searches, --times, --seed, --markdown and --out are for --env local: add it, or leave them out");
        Optional<Long> parsed = complaints.unless(() -> Seeds.of(seed, Optional.empty()));
        complaints.raise();
        return parsed.orElseThrow();
    }

    /** Returns whether it came to its end; else it was interrupted. */
    private boolean measure(long first, Map<String, String> rows) throws IOException {
        LocalTrialTable.head().forEach(this::say);
        Interruption interruption = Interruption.ofThisThread();
        try {
            var search = new LocalMutantSearch(output, StoreOption.places(store.path(output)), interruption);
            for (LocalTrial trial : LocalTrials.all()) {
                if (!only.isEmpty() && !only.contains(trial.id())) {
                    continue;
                }
                var found = search.repeated(
                        trial, first, searches == null ? 1 : searches, times == null ? LocalMutantSearch.TIMES : times);
                if (interruption.wasCalled()) {
                    return false;
                }
                String row = LocalTrialTable.row(trial, found);
                rows.put(trial.id(), row);
                say(row);
            }
            return true;
        } finally {
            interruption.close();
        }
    }

    private void say(String line) {
        output.raw(line);
        output.flush();
    }
}
