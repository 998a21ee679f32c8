package io.waybill.cli;

import io.waybill.runner.RunRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/** Runs a plan several times, one run after the other, each with a seed of its own, and sums up. */
final class RunSeries {

    private final Output output;
    private final RunSession session;
    private final ResultOption shown;
    private final Interruption interruption;
    private final OptionalInt times;
    private final Succession runs;

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
        this.runs = new Succession(output, shown, interruption, untilViolation);
    }

    /** Carries the runs out and prints a line for each and what they came to; returns the exit code. */
    int run(long seed, LongFunction<RunRequest> request) throws IOException {
        long startNanos = System.nanoTime();
        SeriesText text = new SeriesText(output.columns());
        String of = times.isPresent() ? " of " + times.getAsInt() : "";
        for (int i = 0; (times.isEmpty() || i < times.getAsInt()) && runs.goesOn(); i++) {
            RunSession.Kept kept =
                    session.run(request.apply(Seeds.drawn(seed, i)), "run " + (i + 1) + of + ", ", false);
            runs.add(kept, kept.report().conclusion(), text.run(kept.report()));
        }
        SeriesResult result = new SeriesResult(
                runs.reports(),
                seed,
                times,
                interruption.wasCalled(),
                Duration.ofNanos(System.nanoTime() - startNanos));
        if (shown.json()) {
            output.raw(SeriesJson.of(result, Version.text(), shown.allowUnknown()));
        } else {
            output.result(text.summary(result));
        }
        output.flush();
        return result.conclusion().exitCode(shown.allowUnknown());
    }
}
