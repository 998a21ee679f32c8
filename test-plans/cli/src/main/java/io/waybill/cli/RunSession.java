package io.waybill.cli;

import io.waybill.plan.InvalidPlanException;
import io.waybill.planfile.PlanText;
import io.waybill.report.Report;
import io.waybill.report.json.ResultJson;
import io.waybill.report.text.Line;
import io.waybill.report.text.TextReport;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** Runs a plan, shows how it goes, keeps the run and prints what it came to. */
final class RunSession {

    private final Output output;
    private final String plan;
    private final World.Where where;
    private final ResultOption shown;

    /**
     * Makes one.
     *
     * @param plan the plan as it was named
     */
    RunSession(Output output, String plan, World.Where where, ResultOption shown) {
        this.output = output;
        this.plan = plan;
        this.where = where;
        this.shown = shown;
    }

    /** Returns the exit code. */
    int run(RunRequest request) throws IOException {
        Interruption interruption = Interruption.ofThisThread();
        try {
            RunResult result = carryOut(request);
            // An interrupt that is not spent would close the files that the report is read from and written to.
            boolean calledOff = Thread.interrupted() || interruption.wasCalled();
            return report(result, calledOff);
        } finally {
            interruption.close();
        }
    }

    private RunResult carryOut(RunRequest request) {
        RunListener listener = listener();
        try {
            return Runner.run(request, where.venue(), listener);
        } catch (InvalidPlanException e) {
            throw PlanChoice.refusal(plan, e);
        } finally {
            if (listener instanceof LiveProgress live) {
                live.leave();
            }
        }
    }

    private RunListener listener() {
        if (shown.quiet()) {
            return new RunListener() {};
        }
        Terminal terminal = output.terminal();
        return terminal.canRepaint()
                ? new LiveProgress(terminal, where.why())
                : new PlainProgress(
                        output,
                        where.why(),
                        () -> LocalTime.now(ZoneId.systemDefault()),
                        terminal.environment().containsKey("GITHUB_ACTIONS"));
    }

    private int report(RunResult result, boolean calledOff) throws IOException {
        Report report = RunReports.of(result, calledOff);
        keep(report, result);
        if (shown.json()) {
            output.raw(ResultJson.of(report, Version.text(), shown.allowUnknown()));
        } else {
            output.result(TextReport.of(report, output.columns()));
        }
        result.failure()
                .filter(failure -> !calledOff)
                .flatMap(failure -> Failures.keep(
                        failure.cause(), result.start().directory().path()))
                .ifPresent(file -> output.complain("details are in " + file));
        output.flush();
        return report.conclusion().exitCode(shown.allowUnknown());
    }

    private static void keep(Report report, RunResult result) throws IOException {
        Path directory = result.start().directory().path();
        Files.writeString(
                directory.resolve(StoredRun.RESULT),
                ResultJson.of(report, Version.text(), false) + "\n",
                StandardCharsets.UTF_8);
        String text = TextReport.of(report, Terminal.DEFAULT_COLUMNS).stream()
                .map(Line::text)
                .collect(Collectors.joining("\n"));
        Files.writeString(directory.resolve("report.txt"), text + "\n", StandardCharsets.UTF_8);
        // Everything that was run, as a plan that can be run again wherever its file has gone.
        Files.writeString(
                directory.resolve(StoredRun.PLAN), PlanText.of(result.start().whole()), StandardCharsets.UTF_8);
    }
}
