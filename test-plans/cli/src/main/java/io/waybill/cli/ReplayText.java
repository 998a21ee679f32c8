package io.waybill.cli;

import io.waybill.campaign.plan.SimulatedConfiguration;
import io.waybill.checker.Claim;
import io.waybill.report.Inside;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A stored run beside the same run again. */
final class ReplayText {

    private static final int INDENT = 2;

    private final StoredRun then;
    private final List<SimulatedConfiguration> now;
    private final long nanos;

    ReplayText(StoredRun then, List<SimulatedConfiguration> now, long nanos) {
        this.then = then;
        this.now = now;
        this.nanos = nanos;
    }

    /** Returns whether all that was judged then has the same hash and the same verdicts now. */
    boolean isSame() {
        return then.configurations().stream().allMatch(each -> differences(each).isEmpty());
    }

    List<Line> lines(int columns) {
        Page page = new Page(columns);
        page.add(Line.EMPTY);
        boolean same = isSame();
        int verdicts = then.configurations().stream()
                .mapToInt(each -> each.verdicts().size())
                .sum();
        Line head = Line.indented(INDENT)
                .plus(same ? "✓ IDENTICAL" : "✕ DIFFERENT", same ? Tone.HOLDS : Tone.VIOLATED)
                .plus("  ")
                .plus(
                        same
                                ? then.id() + " again, event by event: " + Wording.count(verdicts, "verdict")
                                        + " the same."
                                : "This is not the run that " + then.id() + " was.",
                        Tone.STRONG);
        page.addWithRight(head, Line.EMPTY.plus(Wording.duration(Duration.ofNanos(nanos)), Tone.FAINT));
        page.gap();
        then.configurations().forEach(each -> configuration(page, each));
        page.gap();
        page.paragraph(
                Line.indented(INDENT).plus("was", Tone.FAINT).to(INDENT + 6),
                then.verdict() + ": " + then.headline(),
                Tone.PLAIN);
        if (!same) {
            page.paragraph(
                    Line.indented(INDENT).plus("why", Tone.FAINT).to(INDENT + 6),
                    "another version of Waybill or of the plan is another run: it was " + then.system() + ", this is "
                            + Version.text()
                            + ". With the same version, something in the simulated world does not follow from the"
                            + " seed alone, and that is a bug.",
                    Tone.PLAIN);
        }
        return page.lines();
    }

    private void configuration(Page page, StoredRun.Configuration each) {
        List<String> differences = differences(each);
        boolean same = differences.isEmpty();
        int names = then.configurations().stream()
                .mapToInt(other -> other.name().length())
                .max()
                .orElse(0);
        Line line = Line.indented(INDENT + 2)
                .plus(same ? "✓ " : "✕ ", same ? Tone.HOLDS : Tone.VIOLATED)
                .plus(each.name())
                .to(INDENT + 4 + names + 3);
        page.add(line.plus(each.inside().map(ReplayText::world).orElse("was not simulated"), Tone.FAINT));
        differences.forEach(difference -> page.paragraph(INDENT + 4, difference, Tone.PLAIN));
    }

    private static String world(Inside inside) {
        return "hash " + inside.hash() + ", " + Wording.number(inside.events()) + " events in "
                + Wording.duration(inside.lasted());
    }

    private List<String> differences(StoredRun.Configuration before) {
        return now.stream()
                .filter(each -> each.configuration().name().equals(before.name()))
                .findFirst()
                .map(after -> differences(before, after))
                .orElse(List.of("the plan has no such configuration any more"));
    }

    private static List<String> differences(StoredRun.Configuration before, SimulatedConfiguration after) {
        List<String> differences = new ArrayList<>();
        String hashBefore = before.inside().map(Inside::hash).orElse("none");
        String hashAfter = RunReports.hash(after.result().run().hash());
        if (!hashBefore.equals(hashAfter)) {
            differences.add("hash: was " + hashBefore + ", is " + hashAfter);
        }
        SortedMap<Claim, String> verdicts = new TreeMap<>();
        after.claims().forEach(each -> verdicts.put(each.claim(), each.verdict().word()));
        SortedMap<Claim, String> all = new TreeMap<>(verdicts);
        all.putAll(before.verdicts());
        for (Claim claim : all.keySet()) {
            String was = before.verdicts().getOrDefault(claim, "not claimed");
            String is = verdicts.getOrDefault(claim, "not claimed");
            if (!was.equals(is)) {
                differences.add(claim.title() + ": was " + was + ", is " + is);
            }
        }
        return differences;
    }
}
