package io.waybill.cli;

import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectation;
import io.waybill.plan.Plan;
import io.waybill.report.Conclusion;
import io.waybill.report.Judged;
import io.waybill.report.Report;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import io.waybill.runfile.Manifest;
import io.waybill.runner.RunRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run of real processes, carried out again: the same plan and seed, so the same workload, schedule and targets; what
 * happens when is up to the machine. How often it comes to the same is what can be said.
 */
final class RealReplay {

    private static final int INDENT = 2;
    private static final int LABEL = 10;

    private final Output output;
    private final StoredRun then;
    private final World.Where where;
    private final List<Report> now = new ArrayList<>();

    RealReplay(Output output, StoredRun then, World.Where where) {
        this.output = output;
        this.then = then;
        this.where = where;
    }

    /** Carries it out so often, keeps each run, prints what they came to, and returns the exit code of the worst. */
    int run(Plan plan, int times, RunRequest.Places places, Interruption interruption) throws IOException {
        long begin = System.nanoTime();
        RunSession session = new RunSession(output, then.plan(), where, new ResultOption(), interruption);
        SeriesText series = new SeriesText(output.columns());
        RunRequest request = new RunRequest(plan, Seeds.parse(then.seed()), Optional.empty(), places, then.only());
        for (int i = 1; i <= times && !interruption.wasCalled(); i++) {
            RunSession.Kept kept = session.once(request, then.id() + " again, " + i + " of " + times + ", ");
            now.add(kept.report());
            output.result(series.run(kept.report()));
            kept.details().ifPresent(file -> output.complain("details are in " + file));
            output.flush();
        }
        output.result(summary(System.nanoTime() - begin));
        output.flush();
        return worst().exitCode(false);
    }

    private Conclusion worst() {
        return Conclusion.worst(now.stream().map(Report::conclusion).toList());
    }

    /** What failed or was called off says nothing about the system, so it does not count. */
    private List<Report> judged() {
        return now.stream()
                .filter(each -> each.conclusion() != Conclusion.FAILED && each.conclusion() != Conclusion.INTERRUPTED)
                .toList();
    }

    private List<Line> summary(long nanos) {
        Page page = new Page(output.columns());
        Conclusion worst = worst();
        long violated = judged().stream()
                .filter(each -> each.conclusion() == Conclusion.VIOLATED)
                .count();
        page.add(Line.EMPTY);
        page.addWithRight(
                SeriesText.sign(Line.indented(INDENT), worst)
                        .plus(" " + worst.word().toUpperCase(Locale.ROOT), SeriesText.tone(worst))
                        .plus("  ")
                        .plus(
                                "Violated in " + violated + " of " + judged().size() + "; " + then.id() + " was "
                                        + then.verdict() + ".",
                                Tone.STRONG),
                Line.EMPTY.plus(Wording.duration(Duration.ofNanos(nanos)), Tone.FAINT));
        page.gap();
        claims(page);
        page.gap();
        fact(page, "same", String.join(", ", same()));
        if (!otherwise().isEmpty()) {
            fact(page, "otherwise", String.join(", ", otherwise()));
        }
        fact(page, "so", then.site().repetition().sentence());
        return page.lines();
    }

    /** Shows what did not hold then or does not now; that the rest held again is no news. */
    private void claims(Page page) {
        for (StoredRun.Configuration each : then.configurations()) {
            each.verdicts().forEach((claim, was) -> {
                List<String> words = judged().stream()
                        .flatMap(report -> report.judged().stream())
                        .filter(judged -> judged.name().equals(each.name()))
                        .flatMap(judged -> word(judged, claim.id()).stream())
                        .toList();
                long same = words.stream().filter(was::equals).count();
                boolean expected = was.equals("holds") || each.expectations().of(claim) == Expectation.BREAKS;
                if (!expected || same < words.size()) {
                    page.add(Line.indented(INDENT + 2)
                            .plus(each.name() + ", " + claim.title() + ": was " + was + ", is " + was + " in " + same
                                    + " of " + words.size()));
                }
            });
        }
    }

    private static Optional<String> word(Judged judged, String claim) {
        return judged.claims().stream()
                .filter(each -> each.claim().id().equals(claim))
                .map(ClaimVerdict::verdict)
                .map(verdict -> verdict.word())
                .findFirst();
    }

    private List<String> same() {
        List<String> same = new ArrayList<>(
                List.of("plan", "seed " + then.seed(), then.site().environment()));
        if (isSameSystem()) {
            same.add(then.system());
        }
        return same;
    }

    private boolean isSameSystem() {
        return where.venue().site().system().equals(then.system());
    }

    private List<String> otherwise() {
        List<String> other = new ArrayList<>();
        if (!isSameSystem()) {
            other.add(where.venue().site().system() + " (was " + then.system() + ")");
        }
        then.manifest()
                .map(Manifest::machine)
                .ifPresent(machine -> Manifest.thisMachine().forEach((name, value) -> {
                    String was = machine.getOrDefault(name, "unknown");
                    if (!was.equals(value)) {
                        other.add(name + " " + value + " (was " + was + ")");
                    }
                }));
        return other;
    }

    private static void fact(Page page, String label, String text) {
        page.paragraph(Line.indented(INDENT).plus(label, Tone.FAINT).to(INDENT + LABEL), text, Tone.PLAIN);
    }
}
