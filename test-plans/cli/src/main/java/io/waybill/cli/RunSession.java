package io.waybill.cli;

import io.waybill.campaign.plan.PlantedFlaws;
import io.waybill.campaign.plan.Shrinking;
import io.waybill.plan.Conduct;
import io.waybill.plan.InvalidPlanException;
import io.waybill.report.Conclusion;
import io.waybill.report.Repeated;
import io.waybill.report.Report;
import io.waybill.report.Shrunk;
import io.waybill.report.Wording;
import io.waybill.report.json.ResultJson;
import io.waybill.report.text.Line;
import io.waybill.report.text.TextReport;
import io.waybill.report.text.Tone;
import io.waybill.runfile.RunPacking;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan, shows how it goes, keeps the run, and runs again what is violated where the plan says so. A run whose
 * cluster stays up stays a directory until {@link #settle}, because the nodes write to their logs in it.
 */
final class RunSession {

    private final Output output;
    private final String plan;
    private final World.Where where;
    private final ResultOption shown;
    private final Interruption interruption;
    private final BooleanSupplier staysUp;
    private @Nullable Unsettled unsettled;

    /** A run that has ended, but whose cluster is still up. */
    private record Unsettled(RunKeeping keeping, Path directory) {}

    /**
     * Makes one whose clusters end with their runs.
     *
     * @param plan the plan as it was named
     * @param interruption of the thread that will carry runs out
     */
    RunSession(Output output, String plan, World.Where where, ResultOption shown, Interruption interruption) {
        this(output, plan, where, shown, interruption, () -> false);
    }

    /**
     * Makes one.
     *
     * @param staysUp whether a cluster is up after its run has ended; it ends at the latest when another one starts, or
     *     before {@link #settle} is called
     */
    RunSession(
            Output output,
            String plan,
            World.Where where,
            ResultOption shown,
            Interruption interruption,
            BooleanSupplier staysUp) {
        this.output = output;
        this.plan = plan;
        this.where = where;
        this.shown = shown;
        this.interruption = interruption;
        this.staysUp = staysUp;
    }

    /**
     * A run that ended and is kept.
     *
     * @param details where it is written why the harness failed, if it did
     */
    record Kept(Report report, Optional<String> details) {}

    /** Carries a run out and prints what it came to; returns the exit code. */
    int runAndPrint(RunRequest request) throws IOException {
        Kept kept = run(request, "", true);
        if (shown.json()) {
            output.raw(ResultJson.of(kept.report(), Version.text(), shown.allowUnknown()));
        } else {
            output.result(TextReport.of(kept.report(), output.columns()));
        }
        kept.details().ifPresent(file -> output.complain("details are in " + file));
        output.flush();
        return kept.report().conclusion().exitCode(shown.allowUnknown());
    }

    /**
     * Carries a run out and keeps it.
     *
     * @param which which of several runs it is, such as {@code run 2 of 10, }
     * @param stays whether the last of what was shown of it stays on the terminal
     */
    Kept run(RunRequest request, String which, boolean stays) throws IOException {
        RunKeeping keeping = new RunKeeping(output);
        try {
            keeping.packKilled(request.places().store());
            Ended ended = carryOut(request, which, stays, keeping);
            Report alone = ended.report();
            RunKeeping.conclude(ended.directory(), alone);
            Report whole = alone.with(again(request, ended.result()));
            if (!whole.equals(alone)) {
                RunKeeping.conclude(ended.directory(), whole);
            }
            return keep(keeping, ended, whole);
        } finally {
            closeUnlessUnsettled(keeping);
        }
    }

    private void closeUnlessUnsettled(RunKeeping keeping) throws IOException {
        Unsettled last = unsettled;
        if (last == null || !last.keeping().equals(keeping)) {
            keeping.close();
        }
    }

    /** Makes the run its file whose cluster stayed up and has ended now. Harmless where there is none. */
    void settle() throws IOException {
        Unsettled last = unsettled;
        unsettled = null;
        if (last != null) {
            try (RunKeeping keeping = last.keeping()) {
                Path packed = keeping.pack(last.directory());
                if (!shown.quiet()) {
                    output.progress(Line.of("  ").plus("run", Tone.FAINT).plus("       " + packed));
                    output.flush();
                }
            }
        }
    }

    private List<Repeated> again(RunRequest request, RunResult result) throws IOException {
        List<Repeated> again = new ArrayList<>();
        for (ConfigurationResult wrong : result.configurations()) {
            if (wrong.isWrong() && !interruption.wasCalled()) {
                again(request, result.start().plan().conduct().onViolation(), wrong)
                        .ifPresent(again::add);
            }
        }
        return again;
    }

    private Optional<Repeated> again(RunRequest request, Conduct.OnViolation wishes, ConfigurationResult wrong)
            throws IOException {
        List<String> judged = new ArrayList<>();
        int violated = 0;
        for (int i = 1; i <= wishes.replay() && !interruption.wasCalled(); i++) {
            String which = wrong.name() + " again, " + i + " of " + wishes.replay() + ", ";
            Report report = once(alone(request, wrong.name()), which).report();
            Conclusion conclusion = report.conclusion();
            if (conclusion != Conclusion.FAILED && conclusion != Conclusion.INTERRUPTED) {
                judged.add(report.source());
                violated += conclusion == Conclusion.VIOLATED ? 1 : 0;
            }
        }
        Optional<Shrunk> shrunk = wishes.shrink().isZero() ? Optional.empty() : shrunk(request, wrong, wishes.shrink());
        return judged.isEmpty() && shrunk.isEmpty()
                ? Optional.empty()
                : Optional.of(new Repeated(wrong.name(), violated, judged, shrunk));
    }

    /** The same seed, the same plan, this configuration and nothing else. */
    private static RunRequest alone(RunRequest request, String configuration) {
        return new RunRequest(
                request.plan(), request.seed(), request.profile(), request.places(), Set.of(configuration));
    }

    private Optional<Shrunk> shrunk(RunRequest request, ConfigurationResult wrong, Duration atMost) {
        if (!where.simulated()) {
            output.complain("on-violation.shrink was not tried: in the real world the same seed is never the same run"
                    + " (--env simulated)");
            return Optional.empty();
        }
        if (!shown.quiet()) {
            output.progress(Line.of("  ")
                    .plus("shrink", Tone.FAINT)
                    .plus("   " + wrong.name() + " with fewer faults, for " + Wording.duration(atMost) + " at most"));
            output.flush();
        }
        PlantedFlaws flaws = EnvironmentOption.flaws(
                List.copyOf(where.venue().site().planted().keySet()));
        interruption.lower();
        try {
            return Shrinking.of(wrong.configuration(), wrong.isControl(), request.seed(), flaws, atMost)
                    .map(it -> new Shrunk(
                            it.all(),
                            it.enough().stream().map(FaultTimes::inWords).toList(),
                            it.isLeast()));
        } finally {
            boolean calledOff = interruption.shield();
            assert !calledOff || interruption.wasCalled();
        }
    }

    /** Carries a run out and keeps it, and runs nothing again, whatever it comes to. */
    Kept once(RunRequest request, String which) throws IOException {
        RunKeeping keeping = new RunKeeping(output);
        try {
            Ended ended = carryOut(request, which, false, keeping);
            Report report = ended.report();
            RunKeeping.conclude(ended.directory(), report);
            return keep(keeping, ended, report);
        } finally {
            closeUnlessUnsettled(keeping);
        }
    }

    /**
     * A run that ended.
     *
     * @param calledOff whether because somebody pressed Ctrl-C
     */
    private record Ended(RunResult result, boolean calledOff) {

        Path directory() {
            return result.start().directory().path();
        }

        Report report() {
            return RunReports.of(result, calledOff, RunPacking.target(directory()));
        }
    }

    /** Whatever is done between runs is done to its end, so Ctrl-C waits until it is. */
    private Ended carryOut(RunRequest request, String which, boolean stays, RunKeeping keeping) throws IOException {
        RunListener listener = listener(which + where.why());
        boolean calledOff = false;
        RunResult result;
        interruption.lower();
        try {
            result = Runner.run(request, where.venue(), keeping, listener);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(plan, e);
        } finally {
            calledOff = interruption.shield();
            if (listener instanceof LiveProgress live) {
                live.leave(stays);
            }
        }
        // The cluster of the run before this one has ended.
        settle();
        return new Ended(result, calledOff);
    }

    private RunListener listener(String there) {
        if (shown.quiet()) {
            return new RunListener() {};
        }
        Terminal terminal = output.terminal();
        return terminal.canRepaint()
                ? new LiveProgress(terminal, there)
                : new PlainProgress(
                        output,
                        there,
                        () -> LocalTime.now(ZoneId.systemDefault()),
                        terminal.environment().containsKey("GITHUB_ACTIONS"));
    }

    private Kept keep(RunKeeping keeping, Ended ended, Report report) {
        Optional<Path> details = ended.result()
                .failure()
                .filter(failure -> !ended.calledOff())
                .flatMap(failure -> Failures.keep(failure.cause(), ended.directory()));
        // What is up is the cluster of the run that was carried out last: of the last again, where this was run again.
        boolean isUp = unsettled == null && staysUp.getAsBoolean();
        if (isUp) {
            unsettled = new Unsettled(keeping, ended.directory());
        }
        Path kept = isUp ? ended.directory() : keeping.pack(ended.directory());
        return new Kept(
                kept.equals(ended.directory()) ? report.at(kept.toString()) : report,
                details.map(file -> file.getFileName() + " of " + kept));
    }
}
