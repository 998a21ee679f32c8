package io.waybill.cli;

import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.TextReport;
import io.waybill.report.text.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several plans as text: what each run came to when it ends, and a table of all. */
final class PlanSeriesText {

    private static final int INDENT = 2;
    private static final int SIGN = 2;
    private static final int VERDICT = "violated".length() + 2;
    private static final int CONTROLS = "controls".length() + 2;
    private static final int TIME = "999 ms".length() + 2;
    private static final int RUN = "r-000000".length() + 2;
    private static final int LABEL = 10;

    private final int columns;

    PlanSeriesText(int columns) {
        this.columns = columns;
    }

    /** Returns the lines of a run that has ended: its row, or, where something is wrong, all that there is to say. */
    List<Line> run(PlanSeriesResult.Row row) {
        Report report = row.report().orElseThrow();
        if (!row.conclusion().equals(Optional.of(Conclusion.HOLDS))) {
            List<Line> lines = new ArrayList<>();
            lines.add(Line.EMPTY);
            lines.add(Line.indented(INDENT).plus(row.plan(), Tone.STRONG));
            lines.addAll(TextReport.of(report, columns));
            lines.add(Line.EMPTY);
            return lines;
        }
        Page page = new Page(columns);
        page.add(row(row));
        page.paragraph(Line.indented(INDENT + SIGN + VERDICT + CONTROLS + TIME + RUN), report.headline(), Tone.FAINT);
        return page.lines();
    }

    /** Returns the lines that sum up. */
    List<Line> summary(PlanSeriesResult result) {
        Page page = new Page(columns);
        page.add(Line.EMPTY);
        page.addWithRight(
                SeriesText.head(result.conclusion(), headline(result)),
                Line.EMPTY.plus(Wording.duration(result.took()), Tone.FAINT));
        page.gap();
        Line titles = Line.indented(INDENT + SIGN);
        titles = column(titles, "verdict", VERDICT, Tone.FAINT);
        titles = column(titles, "controls", CONTROLS, Tone.FAINT);
        titles = column(titles, "time", TIME, Tone.FAINT);
        titles = column(titles, "run", RUN, Tone.FAINT);
        page.add(titles.plus("plan", Tone.FAINT));
        for (PlanSeriesResult.Row row : result.rows()) {
            if (row.isRefused()) {
                page.paragraph(row(row).plus(": "), World.shortly(row.refused()), Tone.FAINT);
            } else {
                page.add(row(row));
            }
        }
        page.gap();
        String kept = result.ran().stream()
                .flatMap(each -> each.report().flatMap(Report::run).stream())
                .map(run -> String.valueOf(Path.of(run.directory()).getParent()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!kept.isEmpty()) {
            page.add(fact("kept", kept));
        }
        result.of(Conclusion.VIOLATED).stream()
                .flatMap(each -> each.report().stream())
                .findFirst()
                .ifPresent(first -> page.add(fact("explain", "waybill explain " + first.source())));
        return page.lines();
    }

    private static Line fact(String label, String text) {
        return Line.indented(INDENT).plus(label, Tone.FAINT).to(INDENT + LABEL).plus(text);
    }

    private static Line row(PlanSeriesResult.Row row) {
        Optional<Conclusion> conclusion = row.conclusion();
        Line line = conclusion
                .map(each -> SeriesText.sign(Line.indented(INDENT), each))
                .orElseGet(() -> Line.indented(INDENT).plus("–", Tone.FAINT))
                .to(INDENT + SIGN);
        // The word is what the run itself says; whether that is good the sign says.
        line = column(
                line,
                row.report().map(each -> each.conclusion().word()).orElse(row.isRefused() ? "refused" : "not run"),
                VERDICT,
                conclusion.map(SeriesText::tone).orElse(Tone.FAINT));
        line = column(line, row.report().map(each -> controls(row)).orElse(""), CONTROLS, Tone.FAINT);
        Optional<RunFacts> run = row.report().flatMap(Report::run);
        line = column(line, run.map(each -> Wording.duration(each.took())).orElse(""), TIME, Tone.FAINT);
        line = column(line, run.map(RunFacts::id).orElse(""), RUN, Tone.STRONG);
        return line.plus(row.plan()).plus(row.isViolatedAsItMust() ? ", which is there to be" : "", Tone.FAINT);
    }

    private static String controls(PlanSeriesResult.Row row) {
        return row.controls() == 0 ? "none" : row.broken() + " of " + row.controls();
    }

    private static Line column(Line line, String text, int width, Tone tone) {
        // What is too wide moves the rest of its line, and is not cut.
        return line.plus(text, tone).plus(text.length() < width ? "" : " ").to(line.width() + width);
    }

    static String headline(PlanSeriesResult result) {
        int ran = result.ran().size();
        int all = ran + result.notReached().size();
        String plans = Wording.count(ran, "plan") + (ran == all ? "" : " (of " + Wording.number(all) + ")");
        Conclusion conclusion = result.conclusion();
        int some = result.of(conclusion).size();
        boolean allGood = conclusion == Conclusion.UNKNOWN && some == 0;
        String sentence = SeriesText.headline(
                allGood ? Conclusion.HOLDS : conclusion, plans, Wording.number(some) + " of " + plans);
        int refused = result.refused().size();
        return refused == 0
                ? sentence
                : sentence.substring(0, sentence.length() - 1) + "; " + Wording.count(refused, "plan was", "plans were")
                        + " refused.";
    }
}
