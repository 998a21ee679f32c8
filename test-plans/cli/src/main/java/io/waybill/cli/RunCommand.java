package io.waybill.cli;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.plan.Profile;
import io.waybill.report.Report;
import io.waybill.report.json.ResultJson;
import io.waybill.report.text.Line;
import io.waybill.report.text.TextReport;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import io.waybill.system.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill run}: runs a plan against a cluster and judges what was recorded. */
@Command(
        name = "run",
        description = "Starts a cluster, sends and receives, breaks what the plan says, and judges what was recorded.")
final class RunCommand implements Callable<Integer> {

    private static final long SEED_MASK = 0xFFFF_FFFFL;
    private static final int SEED_SHIFT = 17;

    private final Output output;

    @Parameters(paramLabel = "PLAN", description = "A plan by its name; waybill list shows them.")
    private String planName = "";

    @Option(names = "--seed", paramLabel = "SEED", description = "Repeat the choices of an earlier run: 0x5eed2f9c.")
    private @Nullable String seed;

    @Option(names = "--profile", paramLabel = "NAME", description = "Another size of the plan, for example short.")
    private @Nullable String profile;

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Print the result as JSON (docs/schema/result-1.json) instead of text.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, only the result.")
    private boolean quiet;

    @Option(names = "--allow-unknown", description = "Exit with 0 instead of 3 where a claim is unknown.")
    private boolean allowUnknown;

    RunCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        Plan plan = plan();
        RunRequest request = new RunRequest(plan, seed(), Optional.ofNullable(profile), places());
        Interruption interruption = Interruption.ofThisThread();
        try {
            RunResult result = run(request);
            // An interrupt that is not spent would close the files that the report is read from and written to.
            boolean calledOff = Thread.interrupted() || interruption.wasCalled();
            return report(result, calledOff);
        } finally {
            interruption.close();
        }
    }

    private int report(RunResult result, boolean calledOff) throws IOException {
        Report report = RunReports.of(result, calledOff);
        Path directory = result.start().directory().path();
        keep(report, directory);
        if (json) {
            output.raw(ResultJson.of(report, Version.text(), allowUnknown));
        } else {
            output.result(TextReport.of(report, output.columns()));
        }
        result.failure()
                .filter(failure -> !calledOff)
                .flatMap(failure -> Failures.keep(failure.cause(), directory))
                .ifPresent(file -> output.complain("details are in " + file));
        output.flush();
        return report.conclusion().exitCode(allowUnknown);
    }

    private RunRequest.Places places() {
        Places ofThisUser = Places.ofThisUser();
        return new RunRequest.Places(store.path(output), ofThisUser.scratch(), ofThisUser.cache());
    }

    private RunResult run(RunRequest request) {
        RunListener listener = listener();
        try {
            return Runner.run(request, listener);
        } catch (InvalidPlanException e) {
            String problems = e.problems().stream()
                    .map(problem -> "plan " + planName + ": " + problem)
                    .collect(Collectors.joining("\n"));
            throw new UsageException(problems + "\nnothing was started");
        } finally {
            if (listener instanceof LiveProgress live) {
                live.leave();
            }
        }
    }

    private RunListener listener() {
        if (quiet) {
            return new RunListener() {};
        }
        Terminal terminal = output.terminal();
        boolean live = terminal.errIsTerminal()
                && !terminal.environment().getOrDefault("TERM", "dumb").equals("dumb");
        return live
                ? new LiveProgress(terminal)
                : new PlainProgress(
                        output,
                        () -> LocalTime.now(ZoneId.systemDefault()),
                        terminal.environment().containsKey("GITHUB_ACTIONS"));
    }

    private Plan plan() {
        List<String> names = PlanCatalogue.plans().stream().map(Plan::name).toList();
        Plan plan = PlanCatalogue.named(planName)
                .orElseThrow(() -> new UsageException("unknown plan \"" + planName + "\""
                        + Similar.hint(planName, names) + " (waybill list shows the plans)"));
        if (profile != null && plan.profile(profile).isEmpty()) {
            List<String> profiles = plan.profiles().stream().map(Profile::name).toList();
            throw new UsageException("unknown profile \"" + profile + "\" of plan " + planName + ", expected one of "
                    + String.join(", ", profiles));
        }
        return plan;
    }

    private long seed() {
        if (seed == null) {
            // Recorded and printed, so that it can be given again; which one it is matters to nobody.
            long now = Instant.now().toEpochMilli();
            return (now ^ (now << SEED_SHIFT) ^ System.nanoTime()) & SEED_MASK;
        }
        try {
            return Long.decode(seed);
        } catch (NumberFormatException e) {
            throw new UsageException("--seed must be a number such as 0x5eed2f9c, was \"" + seed + "\"");
        }
    }

    private static void keep(Report report, Path directory) throws IOException {
        Files.writeString(
                directory.resolve(StoredRun.RESULT),
                ResultJson.of(report, Version.text(), false) + "\n",
                StandardCharsets.UTF_8);
        String text = TextReport.of(report, Terminal.DEFAULT_COLUMNS).stream()
                .map(Line::text)
                .collect(Collectors.joining("\n"));
        Files.writeString(directory.resolve("report.txt"), text + "\n", StandardCharsets.UTF_8);
    }
}
