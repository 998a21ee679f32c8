package io.waybill.report.text;

import io.waybill.report.Finding;
import io.waybill.report.Report;
import io.waybill.report.Wording;

/** The line that names a finding: {@code A1 Acknowledged, then lost isr1-unclean, 1,482 times}. */
final class FindingText {

    private static final int INDENT = 2;

    private FindingText() {}

    static void heading(Page page, Report report, Finding finding) {
        Tone tone = finding.counts() ? Tone.VIOLATED : Tone.FAINT;
        String where = report.judged().size() > 1 ? finding.judged().name() + ", " : "";
        Line title = Line.indented(INDENT)
                .plus(finding.id(), tone)
                .to(INDENT + Math.max(4, finding.id().length() + 2))
                .plus(finding.group().kind().title(), finding.counts() ? Tone.STRONG : Tone.PLAIN)
                .plus("   ");
        String facts = where + amount(finding) + remark(finding);
        Line kind = Line.EMPTY.plus(finding.group().kind().id(), Tone.FAINT);
        Line line = title.plus(facts, Tone.FAINT);
        if (line.width() <= page.width()) {
            page.addWithRight(line, kind);
        } else {
            page.paragraph(title, facts.replace("   ", " "), Tone.FAINT);
            page.addWithRight(Line.EMPTY, kind);
        }
    }

    private static String remark(Finding finding) {
        if (finding.judged().isControl()) {
            return "   in a control";
        }
        if (finding.breaks().isEmpty()) {
            return "   breaks nothing that was claimed";
        }
        return finding.counts() ? "" : "   as expected there";
    }

    private static String amount(Finding finding) {
        boolean messages = finding.group().witnesses().stream()
                .allMatch(each -> each.message().isPresent());
        return Wording.count(finding.group().count(), messages ? "message" : "time");
    }
}
