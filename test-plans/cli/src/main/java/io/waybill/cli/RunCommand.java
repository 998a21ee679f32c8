package io.waybill.cli;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.catalogue.PlanCatalogue;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.report.Report;
import io.waybill.report.json.ResultJson;
import io.waybill.report.text.Line;
import io.waybill.report.text.TextReport;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import io.waybill.runner.Venue;
import io.waybill.system.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
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
        description = "Starts a cluster, sends and receives, breaks what the plan says, and judges what was recorded.",
        footer = {
            "",
            "With --seeds a plan is run many times in the simulated world, on all cores, and nothing is kept but what"
                    + " is printed: a line for each seed that fails, with the command that repeats it and keeps it."
        })
final class RunCommand implements Callable<Integer> {

    private static final long SEED_MASK = 0xFFFF_FFFFL;
    private static final int SEED_SHIFT = 17;

    private final Output output;

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAN",
            description = "A plan by its name; waybill list shows them. Default: the first.")
    private String planName = PlanCatalogue.usual().name();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--seed", paramLabel = "SEED", description = "Repeat the choices of an earlier run: 0x5eed2f9c.")
    private @Nullable String seed;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "Simulated: run the plan with each of these seeds. The controls run with every "
                    + PlanCampaign.CONTROL_EVERY + "th.")
    private @Nullable String seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "With --seeds: how many run at once. Default: one a core.")
    private @Nullable Integer threads;

    @Option(
            names = "--until-violation",
            description = "With --seeds: end with the first seed that fails, and with those that run beside it.")
    private boolean untilViolation;

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
        var complaints = new Complaints();
        Optional<Plan> plan = complaints.unless(() -> PlanChoice.named(planName, Optional.ofNullable(profile)));
        Optional<String> name = complaints.unless(environment::name);
        Optional<PlantedFlaws> flaws = complaints.unless(environment::flaws);
        Optional<EnvironmentOption.Where> where = plan.isPresent() && name.isPresent() && flaws.isPresent()
                ? complaints.unless(() -> environment.where(plan.get(), places(), seeds != null))
                : Optional.empty();
        boolean simulated = where.map(EnvironmentOption.Where::simulated).orElse(true);
        Optional<Long> start = complaints.unless(this::seed);
        Optional<SeedRange> range = Optional.ofNullable(seeds).flatMap(text -> complaints.unless(() -> range(text)));
        complainOfWhatDoesNotGoTogether(complaints, simulated);
        complaints.raise();
        return range.isPresent()
                ? runMany(plan.orElseThrow(), range.get(), flaws.orElseThrow())
                : runOnce(
                        plan.orElseThrow(),
                        start.orElseThrow(),
                        where.orElseThrow().venue());
    }

    private void complainOfWhatDoesNotGoTogether(Complaints complaints, boolean simulated) {
        complaints.when(
                !simulated && seeds != null,
                "--seeds is for the simulated world, where a run takes no time: add --env simulated, or give one"
                        + " --seed");
        complaints.when(
                seeds != null && seed != null,
                "--seed is one run that is kept and --seeds are many that are not: give one of them");
        complaints.when(
                seeds != null && store.isGiven(),
                "--out says where runs are kept, and those of --seeds are not: leave it out, or give one --seed");
        complaints.when(
                seeds == null && threads != null,
                "--threads says how many --seeds run at once, and one run has one thread: add --seeds 1..100, or leave"
                        + " it out");
        complaints.when(
                seeds == null && untilViolation,
                "--until-violation says when --seeds end: add --seeds 1..100, or leave it out");
        complaints.when(threads != null && threads < 1, "--threads must be >= 1, was " + threads);
    }

    private static SeedRange range(String text) {
        try {
            return SeedRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--seeds: " + e.getMessage());
        }
    }

    // ---- many --------------------------------------------------------------------------------------------------

    private int runMany(Plan plan, SeedRange range, PlantedFlaws flaws) {
        Integer many = threads;
        var campaign = new PlanCampaign(
                profile == null ? plan : plan.scaledTo(profile),
                range,
                flaws,
                PlanCampaign.CONTROL_EVERY,
                many == null ? Runtime.getRuntime().availableProcessors() : many);
        var session = new PlanCampaignSession(output, campaign, Optional.ofNullable(profile), quiet, untilViolation);
        Interruption interruption = Interruption.ofThisThread();
        try {
            return session.run(json, allowUnknown);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(planName, e);
        } finally {
            interruption.close();
        }
    }

    // ---- one ---------------------------------------------------------------------------------------------------

    private int runOnce(Plan plan, long start, Venue venue) throws IOException {
        RunRequest request = new RunRequest(plan, start, Optional.ofNullable(profile), places());
        Interruption interruption = Interruption.ofThisThread();
        try {
            RunResult result = run(request, venue);
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

    private RunResult run(RunRequest request, Venue venue) {
        RunListener listener = listener();
        try {
            return Runner.run(request, venue, listener);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(planName, e);
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
        return terminal.canRepaint()
                ? new LiveProgress(terminal)
                : new PlainProgress(
                        output,
                        () -> LocalTime.now(ZoneId.systemDefault()),
                        terminal.environment().containsKey("GITHUB_ACTIONS"));
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
