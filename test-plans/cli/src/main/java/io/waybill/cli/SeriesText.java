package io.waybill.cli;

import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Several runs of a plan as text: a line for each, and what they came to. */
final class SeriesText {

    private static final int INDENT = 2;
    private static final int VERDICT = "interrupted".length() + 2;
    private static final int TIME = 8;
    private static final List<Conclusion> ORDER = List.of(
            Conclusion.HOLDS, Conclusion.VIOLATED, Conclusion.UNKNOWN, Conclusion.FAILED, Conclusion.INTERRUPTED);

    private final int columns;

    SeriesText(int columns) {
        this.columns = columns;
    }

    /** Returns the lines of one run: its name, its seed, its verdict. */
    List<Line> run(Report report) {
        Page page = new Page(columns);
        Conclusion conclusion = report.conclusion();
        Line line = sign(Line.indented(INDENT), conclusion)
                .plus(" " + report.source(), Tone.STRONG)
                .plus("  seed " + report.run().map(RunFacts::seed).orElse("") + "  ");
        int verdict = line.width();
        line = line.plus(conclusion.word(), tone(conclusion)).to(verdict + VERDICT);
        int time = line.width();
        line = line.plus(Wording.duration(report.run().map(RunFacts::took).orElse(Duration.ZERO)), Tone.FAINT)
                .to(time + TIME);
        page.paragraph(line, report.headline(), Tone.PLAIN);
        return page.lines();
    }

    /** Returns the lines that sum up. */
    List<Line> summary(SeriesResult result) {
        Page page = new Page(columns);
        Conclusion conclusion = result.conclusion();
        page.add(Line.EMPTY);
        page.addWithRight(
                head(conclusion, headline(result)), Line.EMPTY.plus(Wording.duration(result.took()), Tone.FAINT));
        page.gap();
        for (Conclusion each : ORDER) {
            List<Report> runs = result.of(each);
            if (!runs.isEmpty()) {
                // Those that hold are told by their number; whoever looks for one looks for the others.
                String names = each == Conclusion.HOLDS
                        ? ""
                        : runs.stream().map(Report::source).collect(Collectors.joining(", "));
                page.paragraph(
                        Line.indented(INDENT)
                                .plus(each.word(), tone(each))
                                .to(INDENT + VERDICT)
                                .plus(String.format(Locale.ROOT, "%6s   ", Wording.number(runs.size()))),
                        names,
                        Tone.FAINT);
            }
        }
        page.gap();
        page.add(Line.indented(INDENT)
                .plus("seeds", Tone.FAINT)
                .to(INDENT + VERDICT)
                .plus(seeds(result)));
        result.of(Conclusion.VIOLATED).stream()
                .findFirst()
                .ifPresent(first -> page.add(Line.indented(INDENT)
                        .plus("explain", Tone.FAINT)
                        .to(INDENT + VERDICT)
                        .plus("waybill explain " + first.source())));
        return page.lines();
    }

    private static String seeds(SeriesResult result) {
        String first = "0x" + Long.toHexString(result.seed());
        return result.reports().size() < 2 ? first : first + ", and others drawn from it";
    }

    static String headline(SeriesResult result) {
        int all = result.reports().size();
        int asked = result.times().orElse(all);
        String runs = Wording.count(all, "run") + (asked == all ? "" : " (of " + Wording.number(asked) + ")");
        Conclusion conclusion = result.conclusion();
        return headline(conclusion, runs, Wording.number(result.of(conclusion).size()) + " of " + runs);
    }

    /**
     * Returns what several runs came to, in one sentence.
     *
     * @param all how many there were: {@code 3 runs}
     * @param some of how many of them it is true: {@code 1 of 3 runs}
     */
    static String headline(Conclusion conclusion, String all, String some) {
        return switch (conclusion) {
            case HOLDS -> "No violation in " + all + ".";
            case VIOLATED -> "A claim is violated in " + some + ".";
            case UNKNOWN -> "No violation, but something is unknown in " + some + ".";
            case FAILED -> "The harness failed, or a control did not break, in " + some + ".";
            case INTERRUPTED -> "Called off after " + all + ", without a violation.";
        };
    }

    /** Returns the line above the rest of a summary. */
    static Line head(Conclusion conclusion, String headline) {
        return sign(Line.indented(INDENT), conclusion)
                .plus(" " + conclusion.word().toUpperCase(Locale.ROOT), tone(conclusion))
                .plus("  ")
                .plus(headline, Tone.STRONG);
    }

    static Line sign(Line line, Conclusion conclusion) {
        String sign = switch (conclusion) {
            case HOLDS -> "✓";
            case VIOLATED, FAILED -> "✕";
            case UNKNOWN, INTERRUPTED -> "?";
        };
        return line.plus(sign, tone(conclusion));
    }

    static Tone tone(Conclusion conclusion) {
        return switch (conclusion) {
            case HOLDS -> Tone.HOLDS;
            case VIOLATED, FAILED -> Tone.VIOLATED;
            case UNKNOWN, INTERRUPTED -> Tone.UNKNOWN;
        };
    }
}
