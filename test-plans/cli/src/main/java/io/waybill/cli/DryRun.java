package io.waybill.cli;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Phases;
import io.waybill.plan.Plan;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a run would be. Nothing is started. */
final class DryRun {

    private static final int INDENT = 2;
    private static final int MORE = 4;

    private final Page page;
    private final Plan plan;
    private final long seed;

    private DryRun(int columns, Plan plan, long seed) {
        this.page = new Page(columns);
        this.plan = plan;
        this.seed = seed;
    }

    /**
     * Returns its lines.
     *
     * @param where where it would take place, in words
     */
    static List<Line> lines(int columns, Plan plan, long seed, String where) {
        return new DryRun(columns, plan, seed).lines(where);
    }

    private List<Line> lines(String where) {
        Duration all = plan.allConfigurations().stream()
                .map(each -> each.phases().traffic())
                .reduce(Duration.ZERO, Duration::plus);
        page.add(Line.EMPTY);
        page.add(Line.indented(INDENT)
                .plus(plan.name(), Tone.STRONG)
                .plus("  " + Wording.count(plan.allConfigurations().size(), "configuration") + ", "
                        + Wording.duration(all) + " of traffic, " + where + ", seed 0x" + Long.toHexString(seed)));
        plan.configurations().forEach(each -> configuration(each, Optional.empty()));
        plan.controls().forEach(each -> configuration(each.configuration(), Optional.of(each)));
        page.gap();
        page.add(Line.indented(INDENT).plus("Nothing was started.", Tone.FAINT));
        return page.lines();
    }

    private void configuration(Configuration configuration, Optional<Control> control) {
        Phases phases = configuration.phases();
        page.gap();
        Line title = Line.indented(INDENT).plus(configuration.name(), Tone.STRONG);
        page.add(control.map(each -> title.plus("  control, must break: "
                        + each.mustBreak().stream()
                                .map(claim -> claim.title())
                                .sorted()
                                .toList()
                                .toString()
                                .replaceAll("[\\[\\]]", "")))
                .orElse(title));
        page.add(Line.indented(MORE)
                .plus("phases  ", Tone.FAINT)
                .plus("warm-up " + Wording.duration(phases.warmUp()) + ", storm " + Wording.duration(phases.storm())
                        + ", calm " + Wording.duration(phases.calm()) + ", read to the end in at most "
                        + Wording.duration(phases.drain())));
        page.paragraph(
                Line.indented(MORE).plus("claims  ", Tone.FAINT),
                Wording.list(configuration.promise().claims().stream()
                        .sorted()
                        .map(claim -> claim.title())
                        .toList()),
                Tone.PLAIN);
        for (Expectation other : List.of(Expectation.BREAKS, Expectation.MAY_BREAK)) {
            List<Claim> claims = configuration.promise().expectations().claims(other);
            if (!claims.isEmpty()) {
                page.paragraph(
                        Line.indented(MORE)
                                .plus(other == Expectation.BREAKS ? "must break  " : "may break  ", Tone.FAINT),
                        Wording.list(claims.stream().map(Claim::title).toList()),
                        Tone.PLAIN);
            }
        }
        List<Line> faults = FaultTimes.of(configuration, seed);
        if (faults.isEmpty()) {
            page.add(Line.indented(MORE).plus("faults  ", Tone.FAINT).plus("none"));
        }
        for (int i = 0; i < faults.size(); i++) {
            page.add(Line.indented(MORE)
                    .plus(i == 0 ? "faults  " : "        ", Tone.FAINT)
                    .plus(faults.get(i)));
        }
    }
}
