package io.waybill.cli;

import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.runner.RunRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/** Runs a plan several times, one run after the other, each with a seed of its own, and sums up. */
final class RunSeries {

    /** A harness that fails so often in a row will not do better. */
    private static final int MOST_FAILURES = 3;

    private final Output output;
    private final RunSession session;
    private final ResultOption shown;
    private final Interruption interruption;
    private final OptionalInt times;
    private final boolean untilViolation;
    private final List<Report> reports = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param times how many runs at most; empty: any number
     * @param untilViolation whether the first that is violated is the last
     */
    RunSeries(
            Output output,
            RunSession session,
            ResultOption shown,
            Interruption interruption,
            OptionalInt times,
            boolean untilViolation) {
        this.output = output;
        this.session = session;
        this.shown = shown;
        this.interruption = interruption;
        this.times = times;
        this.untilViolation = untilViolation;
    }

    /** Carries the runs out and prints a line for each and what they came to; returns the exit code. */
    int run(long seed, LongFunction<RunRequest> request) throws IOException {
        long startNanos = System.nanoTime();
        SeriesText text = new SeriesText(output.columns());
        String of = times.isPresent() ? " of " + times.getAsInt() : "";
        for (int i = 0; goesOn(i); i++) {
            RunSession.Kept kept =
                    session.run(request.apply(Seeds.drawn(seed, i)), "run " + (i + 1) + of + ", ", false);
            reports.add(kept.report());
            if (!shown.json()) {
                output.result(text.run(kept.report()));
            }
            kept.details().ifPresent(file -> output.complain("details are in " + file));
            output.flush();
        }
        SeriesResult result = new SeriesResult(
                reports, seed, times, interruption.wasCalled(), Duration.ofNanos(System.nanoTime() - startNanos));
        if (shown.json()) {
            output.raw(SeriesJson.of(result, Version.text(), shown.allowUnknown()));
        } else {
            output.result(text.summary(result));
        }
        output.flush();
        return result.conclusion().exitCode(shown.allowUnknown());
    }

    private boolean goesOn(int run) {
        boolean enough = times.isPresent() && run >= times.getAsInt();
        boolean violated =
                untilViolation && reports.stream().anyMatch(each -> each.conclusion() == Conclusion.VIOLATED);
        List<Report> last = reports.subList(Math.max(0, reports.size() - MOST_FAILURES), reports.size());
        boolean hopeless = last.size() == MOST_FAILURES
                && last.stream().allMatch(each -> each.failure().isPresent());
        return !enough && !violated && !hopeless && !interruption.wasCalled();
    }
}
