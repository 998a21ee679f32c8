package io.waybill.cli;

import io.waybill.campaign.SeedRange;
import io.waybill.campaign.Summary;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a campaign of simulated runs came to, as lines. */
final class SimulationText {

    private static final int COLUMN = 13;
    private static final int RAREST = 5;

    private final int columns;
    private final Subject subject;

    SimulationText(int columns, Subject subject) {
        this.columns = columns;
        this.subject = subject;
    }

    /** Returns the lines of one seed that did not come out clean, the last of which replays it. */
    List<Line> failing(RunResult result) {
        Page page = new Page(columns);
        for (Finding finding : result.verdict().all()) {
            Line head = SimulateCommand.sign(false)
                    .plus("seed " + result.seed(), Tone.STRONG)
                    .plus("  " + finding.id(), Tone.VIOLATED)
                    .plus("  ");
            page.paragraph(head.width() > columns / 2 ? then(page, head) : head, words(finding), Tone.PLAIN);
        }
        page.add(Line.indented(4).plus("waybill " + replay(result.seed()), Tone.FAINT));
        return page.lines();
    }

    private static Line then(Page page, Line head) {
        page.add(head);
        return Line.indented(4);
    }

    private static String words(Finding finding) {
        return finding.evidence() + " (" + finding.layer().word() + ", at " + finding.seconds() + " s)";
    }

    private String replay(long seed) {
        String profile = subject.profile().equals(Subject.DEFAULT_PROFILE) ? "" : " --profile " + subject.profile();
        String mutants = subject.flaws().isEmpty()
                ? ""
                : " --mutant " + subject.flaws().stream().map(Subject.Flaw::id).collect(Collectors.joining(","));
        return "simulate " + subject.name() + " --seeds " + seed + profile + mutants + " --trace";
    }

    /** Returns what one run came to, hash included. */
    List<Line> verdict(RunResult result) {
        Page page = new Page(columns);
        boolean ok = result.verdict().isOk();
        page.add(SimulateCommand.sign(ok)
                .plus("seed " + result.seed(), Tone.STRONG)
                .plus("  " + (ok ? "clean" : "not clean")
                        + String.format(
                                Locale.ROOT,
                                ", %s events in %s virtual seconds, hash %016x",
                                Wording.number(result.events()),
                                Finding.seconds(result.virtualNanos()),
                                result.hash())));
        planted(page);
        for (Finding finding : result.verdict().all()) {
            page.paragraph(Line.indented(4).plus(finding.id(), Tone.VIOLATED).plus("  "), words(finding), Tone.PLAIN);
        }
        return page.lines();
    }

    /** Returns what all runs came to. */
    List<Line> summary(SeedRange range, Summary summary) {
        Page page = new Page(columns);
        page.gap();
        headline(page, summary);
        planted(page);
        page.gap();
        row(
                page,
                "seeds",
                range + ", profile " + subject.profile()
                        + (summary.stopped() ? "; stopped after " + Wording.number(summary.runs()) : ""));
        if (range.size() == 1) {
            row(page, "hash", String.format(Locale.ROOT, "%016x", summary.hash()));
        }
        if (summary.runs() > 0) {
            seen(page, summary);
        }
        if (!summary.failing().isEmpty()) {
            row(page, "found", counts(summary.findings(), " × "));
            row(page, "replay", "waybill " + replay(summary.failing().get(0)));
        }
        return page.lines();
    }

    private static void headline(Page page, Summary summary) {
        boolean ok = summary.failing().isEmpty() && summary.broken().isEmpty();
        String runs = Wording.count(summary.runs(), "run");
        String words = ok
                ? summary.exercised() == 0 ? "No client did anything in " + runs + "." : "No violation in " + runs + "."
                : Wording.number(summary.failing().size()) + " of " + runs + " not clean"
                        + (summary.broken().isEmpty()
                                ? "."
                                : ", " + summary.broken().size() + " not run to their end.");
        Line head = SimulateCommand.sign(ok)
                .plus(ok ? "CLEAN  " : "FAILED  ", ok ? Tone.HOLDS : Tone.VIOLATED)
                .plus(words);
        page.addWithRight(head, Line.of(Wording.duration(Duration.ofNanos(summary.wallNanos()))));
    }

    private void planted(Page page) {
        if (!subject.flaws().isEmpty()) {
            String flaws = subject.flaws().stream().map(Subject.Flaw::toString).collect(Collectors.joining(", "));
            page.paragraph(Line.indented(4), "planted flaws: " + flaws, Tone.UNKNOWN);
        }
    }

    private static void row(Page page, String name, String text) {
        page.paragraph(Line.indented(2).plus(name, Tone.FAINT).to(COLUMN), text, Tone.PLAIN);
    }

    private static void seen(Page page, Summary summary) {
        row(
                page,
                "speed",
                String.format(
                        Locale.ROOT,
                        "%.0f runs/s · %s virtual seconds and %.2f M events per CPU second",
                        summary.runsPerSecond(),
                        Wording.number((long) summary.virtualPerCpuSecond()),
                        summary.eventsPerCpuSecond() / 1e6));
        var counts = summary.counts();
        row(
                page,
                "seen",
                Wording.number(counts.acknowledged()) + " sends acknowledged, " + Wording.number(counts.unknown())
                        + " without a reply, " + Wording.number(counts.failed()) + " failed · "
                        + Wording.number(counts.polls()) + " polls · " + Wording.number(counts.checks())
                        + " facts checked");
        row(page, "faults", summary.faults().isEmpty() ? "none" : counts(summary.faults(), " "));
        List<String> never = summary.neverHit();
        int hit = summary.moments().size() - never.size();
        row(page, "moments", hit + " of " + summary.moments().size() + " hit; rarest: " + rarest(summary.moments()));
        if (!never.isEmpty()) {
            row(page, "never", String.join(" · ", never));
        }
    }

    private static String counts(SortedMap<String, Long> counts, String between) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> Wording.number(each.getValue()) + between + each.getKey())
                .collect(Collectors.joining(" · "));
    }

    private static String rarest(SortedMap<String, Long> moments) {
        List<Map.Entry<String, Long>> hit = new ArrayList<>(moments.entrySet());
        hit.removeIf(each -> each.getValue() == 0);
        hit.sort(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return hit.stream()
                .limit(RAREST)
                .map(each -> each.getKey() + " (" + Wording.count(each.getValue(), "run") + ")")
                .collect(Collectors.joining(" · "));
    }
}
