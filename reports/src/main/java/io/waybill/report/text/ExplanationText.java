package io.waybill.report.text;

import io.waybill.checker.Claim;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.Names;
import io.waybill.report.Finding;
import io.waybill.report.Life;
import io.waybill.report.Neighbour;
import io.waybill.report.Report;
import io.waybill.report.Story;
import io.waybill.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One anomaly, or the life of one message, told at length. */
public final class ExplanationText {

    private static final int INDENT = 6;
    private static final int LABEL = 10;
    private static final int NAMED = 8;

    private ExplanationText() {}

    /**
     * Returns the lines that explain a finding.
     *
     * @param neighbours what stands around the message; may be empty
     */
    public static List<Line> of(Report report, Finding finding, List<Neighbour> neighbours, int width) {
        Page page = new Page(width);
        page.add(Line.EMPTY);
        FindingText.heading(page, report, finding);
        finding.story().ifPresent(story -> story(page, story));
        neighbours(page, neighbours);
        page.gap();
        more(page, finding);
        AnomalyKind kind = finding.group().kind();
        String breaks = finding.breaks().stream().map(Claim::title).collect(Collectors.joining(", "));
        fact(page, "breaks", breaks.isEmpty() ? "nothing that was claimed" : breaks);
        fact(page, "defined", kind.definition());
        fact(page, "source", kind.source() + (kind.jepsen().isEmpty() ? "" : "; Jepsen: " + kind.jepsen()));
        return page.lines();
    }

    private static void story(Page page, Story story) {
        page.gap();
        StoryText.add(page, story);
        StoryText.addLegend(page, story);
        page.gap();
        page.add(Line.indented(INDENT).plus("Why this is not a false alarm", Tone.STRONG));
        story.alibi().forEach(each -> page.paragraph(Line.indented(INDENT).plus("– ", Tone.FAINT), each, Tone.PLAIN));
    }

    private static void more(Page page, Finding finding) {
        List<Anomaly> witnesses = finding.group().witnesses();
        long more = finding.group().count() - 1;
        if (more <= 0) {
            return;
        }
        Names names = finding.judged().judgement().names();
        List<String> named = new ArrayList<>(witnesses.stream()
                .filter(each -> !each.equals(finding.told().orElse(null)))
                .limit(NAMED)
                .flatMap(each -> each.message().stream())
                .map(names::message)
                .toList());
        if (named.isEmpty()) {
            fact(page, "more", Wording.count(more, "other case"));
            return;
        }
        if (more > named.size()) {
            named.add(Wording.number(more - named.size()) + " more");
        }
        fact(page, "also", Wording.list(named));
    }

    private static void neighbours(Page page, List<Neighbour> neighbours) {
        if (neighbours.isEmpty()) {
            return;
        }
        page.gap();
        page.add(Line.indented(INDENT).plus("What stands around it", Tone.STRONG));
        int offsets = neighbours.stream()
                .mapToInt(each -> ("@" + each.offset()).length())
                .max()
                .orElse(0);
        int names = neighbours.stream()
                .mapToInt(each -> each.message().length())
                .max()
                .orElse(0);
        for (Neighbour each : neighbours) {
            String offset = "@" + each.offset();
            page.add(Line.indented(INDENT + offsets - offset.length())
                    .plus(offset)
                    .plus("  " + each.message())
                    .to(INDENT + offsets + 2 + names + 3)
                    .plus(Wording.clock(each.atNanos()) + "  ", Tone.FAINT)
                    .plus(each.said(), Tone.FAINT));
        }
    }

    /** Returns the lines that tell the life of a message. */
    public static List<Line> of(Life life, List<Neighbour> neighbours, int width) {
        Page page = new Page(width);
        page.add(Line.EMPTY);
        page.paragraph(
                Line.indented(2).plus(life.message(), Tone.STRONG).plus(" · " + life.place() + " · ", Tone.FAINT),
                String.join(" · ", life.facts()),
                Tone.PLAIN);
        page.gap();
        StoryText.addSteps(page, life.story().steps());
        StoryText.addLegend(page, life.story());
        neighbours(page, neighbours);
        return page.lines();
    }

    private static void fact(Page page, String label, String text) {
        page.paragraph(Line.indented(INDENT).plus(label, Tone.FAINT).to(INDENT + LABEL), text, Tone.PLAIN);
    }
}
