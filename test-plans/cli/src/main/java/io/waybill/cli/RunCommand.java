package io.waybill.cli;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.planfile.PlanText;
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
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    private final Output output;

    @Mixin
    private PlanOption choice = new PlanOption();

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

    @Option(
            names = "--dry-run",
            description = "Say what would happen, and when each fault would strike. Nothing is started.")
    private boolean dryRun;

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
        Optional<Plan> plan = complaints
                .unless(() -> choice.plan(output, OptionalLong.empty()))
                .map(environment::taken);
        Optional<String> name = complaints.unless(environment::name);
        Optional<PlantedFlaws> flaws = complaints.unless(environment::flaws);
        Optional<EnvironmentOption.Where> where = plan.isPresent() && name.isPresent() && flaws.isPresent()
                ? complaints.unless(() -> environment.where(
                        plan.get(), places(plan), output.terminal().directory(), seeds != null))
                : Optional.empty();
        boolean simulated = where.map(EnvironmentOption.Where::simulated).orElse(true);
        Optional<Long> start = complaints.unless(() -> Seeds.of(seed, plan));
        Optional<SeedRange> range = Optional.ofNullable(seeds).flatMap(text -> complaints.unless(() -> range(text)));
        complainOfWhatDoesNotGoTogether(complaints, simulated);
        complaints.raise();
        if (dryRun) {
            return say(plan.orElseThrow(), start.orElseThrow(), where.orElseThrow());
        }
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
                seeds != null && dryRun, "--dry-run shows what one seed draws: give one --seed, or leave --seeds out");
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
                choice.profile().map(plan::scaledTo).orElse(plan),
                range,
                flaws,
                PlanCampaign.CONTROL_EVERY,
                many == null ? Runtime.getRuntime().availableProcessors() : many);
        var session = new PlanCampaignSession(output, campaign, choice.profile(), quiet, untilViolation);
        Interruption interruption = Interruption.ofThisThread();
        try {
            return session.run(json, allowUnknown);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(choice.name(), e);
        } finally {
            interruption.close();
        }
    }

    private int say(Plan plan, long start, EnvironmentOption.Where where) {
        Plan sized = choice.profile().map(plan::scaledTo).orElse(plan);
        try {
            Runner.require(sized.checked(), where.venue());
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(choice.name(), e);
        }
        String there = where.venue().site().system() + where.aside();
        output.result(DryRun.lines(output.columns(), sized, start, there));
        return ExitCode.OK;
    }

    // ---- one ---------------------------------------------------------------------------------------------------

    private int runOnce(Plan plan, long start, Venue venue) throws IOException {
        RunRequest request = new RunRequest(plan, start, choice.profile(), places(Optional.of(plan)));
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
        // Everything that was run, as a plan that can be run again wherever its file has gone.
        Files.writeString(
                directory.resolve(StoredRun.PLAN), PlanText.of(result.start().plan()), StandardCharsets.UTF_8);
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

    private RunRequest.Places places(Optional<Plan> plan) {
        Places ofThisUser = Places.ofThisUser();
        Path kept = plan.flatMap(known -> known.conduct().reporting().directory())
                .filter(directory -> !store.isGiven())
                .map(output.terminal().directory()::resolve)
                .orElseGet(() -> store.path(output));
        return new RunRequest.Places(kept, ofThisUser.scratch(), ofThisUser.cache());
    }

    private RunResult run(RunRequest request, Venue venue) {
        RunListener listener = listener();
        try {
            return Runner.run(request, venue, listener);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(choice.name(), e);
        } finally {
            if (listener instanceof LiveProgress live) {
                live.leave();
            }
            environment.leftovers().forEach(output::complain);
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
