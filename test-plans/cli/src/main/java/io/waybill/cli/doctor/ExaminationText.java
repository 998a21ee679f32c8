package io.waybill.cli.doctor;

import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.util.List;

/** An examination as text. */
public final class ExaminationText {

    private static final int INDENT = 2;
    private static final int MORE = 4;
    private static final int LEAST_SUBJECT = 14;

    private ExaminationText() {}

    /** Returns all of it, and what it comes to. */
    public static List<Line> of(Examination examination, int columns) {
        Page page = new Page(columns);
        int width = width(examination.findings());
        for (Examination.Section section : examination.sections()) {
            page.add(Line.EMPTY);
            page.add(Line.indented(INDENT).plus(section.title(), Tone.STRONG));
            section.findings().forEach(each -> finding(page, each, width));
        }
        page.gap();
        page.add(conclusion(examination));
        return page.lines();
    }

    /** Returns what is not as it should be; nothing where all is. */
    public static List<Line> problems(Examination examination, int columns) {
        Page page = new Page(columns);
        List<Finding> problems = examination.findings().stream()
                .filter(each -> each.grade() != Finding.Grade.FINE)
                .toList();
        problems.forEach(each -> finding(page, each, width(problems)));
        return page.lines();
    }

    private static int width(List<Finding> findings) {
        return Math.max(
                LEAST_SUBJECT,
                findings.stream()
                        .mapToInt(each -> each.subject().length())
                        .max()
                        .orElse(0));
    }

    private static void finding(Page page, Finding finding, int width) {
        Line start = Line.indented(MORE)
                .plus(sign(finding.grade()), tone(finding.grade()))
                .plus(" " + finding.subject())
                .to(MORE + 2 + width + 2);
        page.paragraph(start, finding.seen(), Tone.PLAIN);
        if (!finding.fix().isEmpty()) {
            page.paragraph(Line.indented(MORE + 2 + width + 2).plus("→ ", Tone.FAINT), finding.fix(), Tone.STRONG);
        }
    }

    private static Line conclusion(Examination examination) {
        long missing = count(examination, Finding.Grade.MISSING);
        long warnings = count(examination, Finding.Grade.WARNING);
        String worth = warnings == 0 ? "" : ", " + warnings + (warnings == 1 ? " warning" : " warnings");
        return missing == 0
                ? Line.indented(INDENT)
                        .plus("✓ FIT", Tone.HOLDS)
                        .plus("  Nothing is missing that runs need" + worth + ".")
                : Line.indented(INDENT)
                        .plus("✕ NOT FIT", Tone.VIOLATED)
                        .plus("  " + missing + (missing == 1 ? " thing is" : " things are") + " missing" + worth + ".");
    }

    private static long count(Examination examination, Finding.Grade grade) {
        return examination.findings().stream()
                .filter(each -> each.grade() == grade)
                .count();
    }

    private static String sign(Finding.Grade grade) {
        return switch (grade) {
            case FINE -> "✓";
            case WARNING -> "!";
            case MISSING -> "✕";
        };
    }

    private static Tone tone(Finding.Grade grade) {
        return switch (grade) {
            case FINE -> Tone.HOLDS;
            case WARNING -> Tone.UNKNOWN;
            case MISSING -> Tone.VIOLATED;
        };
    }
}
