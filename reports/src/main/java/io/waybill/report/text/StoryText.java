package io.waybill.report.text;

import io.waybill.checker.anomaly.Step;
import io.waybill.report.Story;
import io.waybill.report.StoryStep;
import io.waybill.report.Wording;
import java.util.List;

/**
 * Lays a story out in columns: the time, who to whom, what, and what it means.
 *
 * <pre>
 *       02:14.331  orders-3 → p2   ack @1187     ← from here on it must be delivered
 *     · 02:16.900  n1              killed        ← the leader that acknowledged it, 2.5 s later
 * </pre>
 */
final class StoryText {

    private static final int INDENT = 6;
    private static final int GAP = 3;
    private static final int WIDEST_ACTOR = 30;
    private static final int WIDEST_WHAT = 44;

    private final Page page;
    private final int digits;
    private final int timeWidth;
    private final int actorWidth;
    private final int whatWidth;

    private StoryText(Page page, List<StoryStep> steps) {
        this.page = page;
        this.digits = digits(steps);
        this.timeWidth = steps.stream()
                .mapToInt(step -> Wording.clock(step.atNanos(), digits).length())
                .max()
                .orElse(0);
        this.actorWidth = widest(steps.stream().map(StoryStep::actor).toList(), WIDEST_ACTOR);
        this.whatWidth = widest(
                steps.stream()
                        .filter(step -> !step.note().isEmpty())
                        .map(StoryStep::what)
                        .toList(),
                WIDEST_WHAT);
    }

    private static int widest(List<String> texts, int most) {
        return Math.min(
                most,
                texts.stream().mapToInt(text -> Line.of(text).width()).max().orElse(0));
    }

    /** Adds the steps alone. */
    static void addSteps(Page page, List<StoryStep> steps) {
        StoryText text = new StoryText(page, steps);
        steps.forEach(text::step);
    }

    /** Adds the steps and the contradiction that they end in. */
    static void add(Page page, Story story) {
        addSteps(page, story.steps());
        page.gap();
        page.paragraph(Line.indented(INDENT), story.contradiction() + ".", Tone.STRONG);
    }

    /** Adds what the signs mean and what was left out. */
    static void addLegend(Page page, Story story) {
        if (!story.explains()) {
            return;
        }
        String omitted =
                story.omitted() == 0 ? "" : "; " + Wording.count(story.omitted(), "more such step") + " left out";
        page.paragraph(
                INDENT, "· coincides and may explain; the steps without a dot are the proof" + omitted, Tone.FAINT);
    }

    /** Milliseconds, unless all times would look the same. */
    private static int digits(List<StoryStep> steps) {
        long different = steps.stream().mapToLong(StoryStep::atNanos).distinct().count();
        for (int digits = 3; digits < 9; digits += 3) {
            int shown = digits;
            long looks = steps.stream()
                    .map(step -> Wording.clock(step.atNanos(), shown))
                    .distinct()
                    .count();
            if (different == 1 || looks > 1) {
                return digits;
            }
        }
        return 9;
    }

    private void step(StoryStep step) {
        boolean proves = step.role() == Step.Role.PROVES;
        Tone tone = proves ? Tone.PLAIN : Tone.FAINT;
        String time = Wording.clock(step.atNanos(), digits);
        Line before = Line.indented(INDENT - 2)
                .plus(proves ? "  " : "· ", Tone.FAINT)
                .plus(" ".repeat(timeWidth - time.length()))
                .plus(time, tone)
                .plus("  ")
                .plus(step.actor(), tone)
                .to(INDENT + timeWidth + 2 + actorWidth + GAP);
        int whatColumn = before.width();
        Line line = before.plus(step.what(), tone);
        if (line.width() > page.width()) {
            page.paragraph(before, step.what(), tone);
            if (!step.note().isEmpty()) {
                noteBelow(step, whatColumn);
            }
        } else if (step.note().isEmpty()) {
            page.add(line);
        } else {
            note(step, line, whatColumn);
        }
    }

    private void note(StoryStep step, Line line, int whatColumn) {
        Tone tone = tone(step);
        int column = whatColumn + whatWidth + GAP;
        String note = sign(step);
        if (column + note.length() <= page.width()) {
            page.add(line.to(column).plus(note, tone));
        } else if (line.width() + GAP + note.length() <= page.width()) {
            page.add(line.to(page.width() - note.length()).plus(note, tone));
        } else {
            page.add(line);
            noteBelow(step, whatColumn);
        }
    }

    private void noteBelow(StoryStep step, int whatColumn) {
        page.paragraph(Line.indented(whatColumn + 2), sign(step), tone(step));
    }

    private static String sign(StoryStep step) {
        return "← " + step.note();
    }

    private static Tone tone(StoryStep step) {
        return step.contradicts() ? Tone.VIOLATED : Tone.PLAIN;
    }
}
