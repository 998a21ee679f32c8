package io.waybill.report.text;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Counts;
import io.waybill.checker.Verdict;
import io.waybill.checker.finding.Obligations;
import io.waybill.report.Conclusion;
import io.waybill.report.Finding;
import io.waybill.report.Inside;
import io.waybill.report.Judged;
import io.waybill.report.NotRun;
import io.waybill.report.PressureCount;
import io.waybill.report.Repeated;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.RunSite;
import io.waybill.report.Shrunk;
import io.waybill.report.Story;
import io.waybill.report.Wording;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A report as text: the verdict as a sentence, the claims, the anomalies with a story each, and how hard it was tried.
 */
public final class TextReport {

    private static final int INDENT = 2;
    private static final int LABEL = 10;
    private static final int STORIES = 3;

    private final Report report;
    private final Page page;

    private TextReport(Report report, int width) {
        this.report = report;
        this.page = new Page(width);
    }

    /**
     * Returns the lines of a report.
     *
     * @param width in columns
     */
    public static List<Line> of(Report report, int width) {
        TextReport text = new TextReport(report, width);
        text.add();
        return text.page.lines();
    }

    private void add() {
        page.add(Line.EMPTY);
        headline();
        planted();
        page.gap();
        if (!report.judged().isEmpty()) {
            new VerdictTable(page, report).add();
            page.gap();
        }
        findings();
        sightings();
        unknowns();
        page.gap();
        facts();
        page.gap();
        commands();
    }

    private void headline() {
        Conclusion conclusion = report.conclusion();
        Glyph glyph = Glyph.of(conclusion);
        String word = conclusion.word().toUpperCase(Locale.ROOT);
        Line line = Line.indented(INDENT)
                .plus(glyph.sign() + " " + word, glyph.tone())
                .plus("  ");
        // Of a run that was killed nobody knows how long it took.
        String right = report.run()
                .map(RunFacts::took)
                .filter(took -> !took.isZero())
                .map(Wording::duration)
                .orElse("");
        if (line.width() + report.headline().length() + 2 + right.length() <= page.width()) {
            page.addWithRight(line.plus(report.headline(), Tone.STRONG), Line.EMPTY.plus(right, Tone.FAINT));
        } else {
            page.paragraph(line, report.headline(), Tone.STRONG);
        }
    }

    /** Whoever reads this must not take it for the verdict of a system as it is. */
    private void planted() {
        report.run()
                .map(run -> run.site().flaws())
                .filter(flaws -> !flaws.isEmpty())
                .ifPresent(flaws -> page.paragraph(
                        Line.indented(INDENT).plus("! ", Tone.UNKNOWN), "planted flaws: " + flaws, Tone.UNKNOWN));
    }

    private void findings() {
        int told = 0;
        for (Finding finding : report.findings()) {
            boolean tell = finding.counts() && told < STORIES && finding.story().isPresent();
            if (tell) {
                page.gap();
            }
            FindingText.heading(page, report, finding);
            if (tell) {
                told++;
                Story story = finding.story().get();
                page.gap();
                StoryText.add(page, story);
                page.paragraph(
                        Line.indented(INDENT + 4).plus("no false alarm: ", Tone.FAINT),
                        String.join("; ", story.alibi()) + ".",
                        Tone.FAINT);
                StoryText.addLegend(page, story);
                page.gap();
            }
        }
    }

    private void sightings() {
        for (Judged judged : report.judged()) {
            for (Inside.Sighting sighting : judged.sightings()) {
                page.paragraph(
                        Line.indented(INDENT)
                                .plus(Glyph.VIOLATED.sign(), Tone.VIOLATED)
                                .plus("   " + judged.name() + ", "),
                        sighting.sentence(),
                        Tone.PLAIN);
            }
        }
    }

    /** In the matrix of several configurations there is no room for why a claim is unknown. */
    private void unknowns() {
        if (report.judged().size() < 2) {
            return;
        }
        for (Judged judged : report.subjects()) {
            for (ClaimVerdict each : judged.promised()) {
                if (each.verdict() instanceof Verdict.Unknown unknown) {
                    page.paragraph(
                            Line.indented(INDENT)
                                    .plus(Glyph.UNKNOWN.sign(), Tone.UNKNOWN)
                                    .plus("   " + judged.name() + ", "
                                            + each.claim().title() + ": "),
                            unknown.reason(),
                            Tone.PLAIN);
                }
            }
        }
    }

    private void facts() {
        for (Judged judged : report.subjects()) {
            if (report.subjects().size() > 1) {
                page.gap();
                page.add(Line.indented(INDENT).plus(judged.name()));
            }
            for (Obligations obligations : judged.judgement().obligations()) {
                fact("accounts", obligations(obligations));
            }
            fact("seen", seen(judged.judgement().counts()));
            judged.judgement()
                    .tear()
                    .ifPresent(tear -> fact(
                            "torn",
                            "the file breaks off at byte " + Wording.number(tear.position())
                                    + "; judged up to there, the last " + Wording.count(tear.lostBytes(), "byte")
                                    + " could not be read"));
            pressure(judged).ifPresent(text -> fact("pressure", text));
            weak(judged).ifPresent(text -> fact("weak", text));
            judged.inside().ifPresent(inside -> fact("world", world(inside)));
        }
    }

    private static String world(Inside inside) {
        return "simulated, " + Wording.number(inside.events()) + " events in " + Wording.duration(inside.lasted())
                + " of its own time · hash " + inside.hash();
    }

    private static String obligations(Obligations each) {
        return each.scope() + ": " + Wording.number(each.acknowledged()) + " acknowledged = "
                + Wording.number(each.discharged()) + " delivered + " + Wording.number(each.violated()) + " lost + "
                + Wording.number(each.open()) + " open + " + Wording.number(each.excused()) + " excused";
    }

    private static String seen(Counts counts) {
        StringBuilder text = new StringBuilder(Wording.count(counts.sends(), "send"));
        text.append(" (")
                .append(Wording.number(counts.acknowledged()))
                .append(" acknowledged, ")
                .append(Wording.number(counts.indeterminate()))
                .append(" no reply, ")
                .append(Wording.number(counts.failed()))
                .append(" failed) · ")
                .append(Wording.count(counts.deliveries(), "delivery", "deliveries"));
        if (counts.transactions() > 0) {
            text.append(" · ").append(Wording.count(counts.transactions(), "transaction"));
        }
        return text.append(" · ")
                .append(Wording.count(counts.faults(), "fault"))
                .toString();
    }

    private static Optional<String> pressure(Judged judged) {
        if (judged.pressure().isEmpty()) {
            return Optional.empty();
        }
        String hits = judged.pressure().stream()
                .sorted(Comparator.comparingLong(PressureCount::hits).reversed())
                .map(each -> Wording.number(each.hits()) + " × " + each.moment())
                .collect(Collectors.joining(" · "));
        return Optional.of(hits);
    }

    private static Optional<String> weak(Judged judged) {
        String weak = judged.pressure().stream()
                .filter(PressureCount::isWeak)
                .map(each -> each.moment() + ", " + each.hits() + " of " + each.wanted() + " wanted")
                .collect(Collectors.joining("; "));
        return Optional.of(weak).filter(text -> !text.isEmpty());
    }

    private void fact(String label, String text) {
        page.paragraph(
                Line.indented(INDENT).plus(label, Tone.FAINT).to(INDENT + Math.max(LABEL, label.length() + 2)),
                text,
                Tone.PLAIN);
    }

    private void notRun() {
        Map<String, List<NotRun>> byReason = report.notRun().stream()
                .collect(Collectors.groupingBy(NotRun::why, LinkedHashMap::new, Collectors.toList()));
        byReason.forEach((why, left) -> fact(
                "not run", left.stream().map(TextReport::notRun).collect(Collectors.joining(", ")) + " (" + why + ")"));
    }

    private static String notRun(NotRun left) {
        return left.isControl()
                ? "control " + left.name() + " of "
                        + Wording.list(left.mustBreak().stream()
                                .sorted()
                                .map(Claim::title)
                                .toList())
                : left.name();
    }

    private void repeated() {
        List<Repeated> all = report.run().map(RunFacts::repeated).orElse(List.of());
        for (Repeated each : all) {
            if (!each.runs().isEmpty()) {
                fact(
                        "again",
                        each.configuration() + " with the same seed: violated in " + each.violated() + " of "
                                + Wording.count(each.runs().size(), "run") + " (" + String.join(", ", each.runs())
                                + ")");
            }
            each.shrunk().ifPresent(shrunk -> fact("shrunk", each.configuration() + ": " + shrunk(shrunk)));
        }
    }

    private static String shrunk(Shrunk shrunk) {
        if (shrunk.enough().isEmpty()) {
            return "it takes none of the " + Wording.count(shrunk.all(), "fault");
        }
        return Wording.number(shrunk.enough().size()) + " of " + Wording.count(shrunk.all(), "fault")
                + (shrunk.enough().size() == 1 ? " is" : " are") + " enough"
                + (shrunk.isLeast() ? "" : ", and fewer may be: the time was over") + ": "
                + String.join("; ", shrunk.enough());
    }

    private void commands() {
        notRun();
        repeated();
        report.run().map(RunFacts::directory).ifPresent(directory -> fact("run", directory));
        Optional<Finding> first = report.findings().stream().findFirst();
        first.filter(Finding::counts).ifPresent(finding -> fact("explain", explain(finding)));
        first.filter(finding -> finding.judged().isControl())
                .ifPresent(finding -> fact("explain", explain(finding) + "   (what the control lets through)"));
        report.run().map(RunFacts::site).ifPresent(site -> fact("replay", replay(site)));
    }

    private String replay(RunSite site) {
        String run = quoted(report.source());
        return (site.isRemote() ? "waybill run --from " + run + " --bootstrap HOST:PORT" : "waybill replay " + run)
                + "   (" + site.repetition().sentence() + ")";
    }

    private String explain(Finding finding) {
        return "waybill explain " + quoted(report.source()) + " " + finding.id();
    }

    private static String quoted(String word) {
        return word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+=:,@~".indexOf(c) >= 0)
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
