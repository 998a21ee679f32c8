package io.waybill.cli.diff;

import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is otherwise between two runs, as text. */
public final class DiffText {

    private static final int INDENT = 2;
    private static final int LABEL = 14;

    /** So many keys of a plan are told; whoever changed more knows that. */
    private static final int MOST_KEYS = 12;

    private final RunDiff diff;
    private final Page page;

    private DiffText(RunDiff diff, int columns) {
        this.diff = diff;
        this.page = new Page(columns);
    }

    /** Returns its lines, no longer than so many columns. */
    public static List<Line> of(RunDiff diff, int columns) {
        DiffText text = new DiffText(diff, columns);
        text.write();
        return text.page.lines();
    }

    private void write() {
        page.add(Line.EMPTY);
        page.add(Line.indented(INDENT)
                .plus(diff.then().id() + " → " + diff.now().id(), Tone.STRONG)
                .plus("  " + headline()));
        page.gap();
        changes("environment", diff.place(), MOST_KEYS);
        plan();
        for (Change each : diff.missing()) {
            fact(
                    "only in one",
                    each.name() + ", in "
                            + (each.now().isEmpty()
                                    ? diff.then().id()
                                    : diff.now().id()));
        }
        claims();
        pressure();
        pace();
    }

    private String headline() {
        if (diff.isWorse()) {
            return "a claim is worse than it was";
        }
        if (diff.isLessKnown()) {
            return "less is known than was";
        }
        return diff.claims().isEmpty() ? "the same verdicts" : "no claim is worse than it was";
    }

    private void plan() {
        boolean sameSeed = diff.then().seed().equals(diff.now().seed());
        if (diff.isSamePlan() && sameSeed) {
            fact("same", "plan, seed, workload");
            return;
        }
        if (diff.then().plan().isEmpty() || diff.now().plan().isEmpty()) {
            fact("plan", "cannot be compared: one of the runs is of a time when plans were not kept with runs");
        } else if (diff.isSamePlan()) {
            fact("same", "plan, workload");
        } else {
            changes("plan", diff.plan(), MOST_KEYS);
        }
        if (sameSeed) {
            fact("same", "seed");
        } else {
            fact("seed", diff.then().seed() + " → " + diff.now().seed());
        }
    }

    private void changes(String label, List<Change> changes, int most) {
        changes.stream()
                .limit(most)
                .forEach(each -> fact(
                        label,
                        each.name() + "   " + (each.then().isEmpty() ? "(none)" : each.then()) + " → "
                                + (each.now().isEmpty() ? "(none)" : each.now())));
        if (changes.size() > most) {
            fact(label, "and " + Wording.count(changes.size() - most, "more key") + " (--json has all)");
        }
    }

    private void claims() {
        for (ClaimChange each : diff.claims()) {
            String sign = switch (each.course()) {
                case WORSE -> "✕";
                case LESS_KNOWN -> "?";
                case BETTER -> "✓";
                case NEITHER -> "·";
            };
            Tone tone = switch (each.course()) {
                case WORSE -> Tone.VIOLATED;
                case LESS_KNOWN -> Tone.UNKNOWN;
                case BETTER -> Tone.HOLDS;
                case NEITHER -> Tone.FAINT;
            };
            String because = each.because().isEmpty() ? "" : " (" + each.because() + ")";
            page.paragraph(
                    Line.indented(INDENT)
                            .plus("claims", Tone.FAINT)
                            .to(INDENT + LABEL)
                            .plus(sign, tone)
                            .plus(" "),
                    each.claim().title() + ", " + each.configuration() + (each.control() ? " (a control)" : "") + ": "
                            + each.then() + " → " + each.now() + because
                            + (each.isBlind() ? ", so nobody knows whether a break would be seen" : ""),
                    Tone.PLAIN);
        }
    }

    private void pressure() {
        for (RunDiff.Pair each : diff.pressure()) {
            if (each.isNews()) {
                String who = each.now() > each.then() ? "harder" : "less hard";
                fact(
                        "pressure",
                        each.name() + "   " + Wording.number(each.then()) + " → " + Wording.number(each.now()) + "   "
                                + diff.now().id() + " tried " + who + ": compare with care");
            }
        }
    }

    private void pace() {
        String counts = diff.counts().stream()
                .map(each -> each.name() + " " + numbers(each))
                .collect(Collectors.joining(" · "));
        fact("counts", counts);
        both("latency p99", diff.p99());
        both("recovery", diff.recovery());
    }

    private static String numbers(RunDiff.Pair pair) {
        return pair.then() == pair.now()
                ? Wording.number(pair.now())
                : Wording.number(pair.then()) + " → " + Wording.number(pair.now());
    }

    private void both(String label, RunDiff.Both<Duration> both) {
        if (both.then().isPresent() || both.now().isPresent()) {
            String what = label.equals("recovery") ? "worst, " : "";
            fact(label, what + time(both.then()) + " → " + time(both.now()));
        }
    }

    private static String time(Optional<Duration> time) {
        return time.map(Wording::duration).orElse("(none)");
    }

    private void fact(String label, String text) {
        page.paragraph(Line.indented(INDENT).plus(label, Tone.FAINT).to(INDENT + LABEL), text, Tone.PLAIN);
    }
}
