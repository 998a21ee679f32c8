package io.waybill.cli;

import io.waybill.campaign.plan.ClaimCount;
import io.waybill.campaign.plan.ConfigurationCount;
import io.waybill.campaign.plan.PlanCampaign;
import io.waybill.campaign.plan.PlanSummary;
import io.waybill.campaign.plan.SimulatedConfiguration;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectation;
import io.waybill.checker.Verdict;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Page;
import io.waybill.report.text.Tone;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Layer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a plan came to under many seeds, as lines. */
final class PlanCampaignText {

    private static final int INDENT = 2;
    private static final int COLUMN = 13;
    private static final int GAP = 3;
    private static final int VERDICT = "violated".length() + GAP;

    private final int columns;
    private final PlanCampaign campaign;
    private final Optional<String> profile;

    PlanCampaignText(int columns, PlanCampaign campaign, Optional<String> profile) {
        this.columns = columns;
        this.campaign = campaign;
        this.profile = profile;
    }

    // ---- one seed ----------------------------------------------------------------------------------------------

    /**
     * Returns the lines of a seed: the most telling of what is wrong, and the command that repeats it, which has the
     * rest; none where everything was as it ought to be.
     */
    List<Line> failing(long seed, List<SimulatedConfiguration> results) {
        List<Wrong> wrong = new ArrayList<>();
        for (SimulatedConfiguration each : results) {
            each.wrong().forEach(finding -> wrong.add(new Wrong(each, finding.id(), isSeen(finding), words(finding))));
            if (each.wrong().isEmpty() && !each.isRight()) {
                wrong.add(new Wrong(each, claims(each), true, "violated, without a message that is wrong"));
            }
        }
        if (wrong.isEmpty()) {
            return List.of();
        }
        Wrong first = wrong.stream().filter(Wrong::isSeen).findFirst().orElse(wrong.get(0));
        Page page = new Page(columns);
        Line head = SimulateCommand.sign(false)
                .plus("seed " + seed, Tone.STRONG)
                .plus("  " + first.where().configuration().name() + "  ")
                .plus(first.what(), Tone.VIOLATED)
                .plus(wrong.size() == 1 ? "" : ", and " + (wrong.size() - 1) + " more", Tone.FAINT);
        // The run that the command keeps says the same hash: what fails alone is what failed here.
        String hash = RunReports.hash(first.where().result().run().hash());
        page.addWithRight(head, Line.EMPTY.plus("hash " + hash, Tone.FAINT));
        page.paragraph(INDENT + 2, first.words(), Tone.PLAIN);
        page.add(Line.indented(INDENT + 2).plus(command(seed), Tone.FAINT));
        return page.lines();
    }

    /** Something that ought not to be; what a client saw is more telling than what only we see. */
    private record Wrong(SimulatedConfiguration where, String what, boolean isSeen, String words) {}

    private static boolean isSeen(Finding finding) {
        return finding.layer() == Layer.ANOMALY;
    }

    private static String words(Finding finding) {
        return finding.evidence() + " (" + finding.layer().word() + ", at " + finding.seconds() + " s)";
    }

    private static String claims(SimulatedConfiguration each) {
        return each.claims().stream()
                .filter(claim -> claim.verdict() instanceof Verdict.Violated)
                .map(ClaimVerdict::claim)
                .map(claim -> claim.title())
                .collect(Collectors.joining(", "));
    }

    /** Returns the line that stands for all further seeds that fail. */
    Line moreFail() {
        return Line.indented(INDENT).plus("more seeds fail; the summary counts them", Tone.FAINT);
    }

    private String command(long seed) {
        String size = profile.map(name -> " --profile " + name).orElse("");
        String mutants = campaign.flaws().isEmpty()
                ? ""
                : " --mutant " + String.join(",", campaign.flaws().ids());
        return "waybill run " + campaign.plan().name() + " --env simulated --seed " + seed + size + mutants;
    }

    // ---- all seeds ---------------------------------------------------------------------------------------------

    /** Returns what all seeds came to. */
    List<Line> summary(PlanSummary summary) {
        Page page = new Page(columns);
        page.add(Line.EMPTY);
        headline(page, summary);
        if (!campaign.flaws().isEmpty()) {
            String flaws = campaign.flaws().byId().entrySet().stream()
                    .map(flaw -> flaw.getKey() + ": " + flaw.getValue())
                    .collect(Collectors.joining(", "));
            page.paragraph(Line.indented(INDENT).plus("! ", Tone.UNKNOWN), "planted flaws: " + flaws, Tone.UNKNOWN);
        }
        for (ConfigurationCount each : summary.configurations()) {
            if (!each.isControl()) {
                page.gap();
                configuration(page, each);
            }
        }
        page.gap();
        summary.configurations().stream().filter(ConfigurationCount::isControl).forEach(each -> control(page, each));
        page.gap();
        facts(page, summary);
        return page.lines();
    }

    private void headline(Page page, PlanSummary summary) {
        Line head = switch (summary.verdict()) {
            case HOLDS -> head("✓ HOLDS", Tone.HOLDS);
            case VIOLATED -> head("✕ VIOLATED", Tone.VIOLATED);
            case UNKNOWN -> head("? UNKNOWN", Tone.UNKNOWN);
            case INTERRUPTED -> head("? INTERRUPTED", Tone.UNKNOWN);
            case FAILED, CONTROL_DID_NOT_BREAK -> head("✕ FAILED", Tone.VIOLATED);
        };
        String sentence = new PlanCampaignHeadline(campaign, summary).text();
        String took = Wording.duration(Duration.ofNanos(summary.wallNanos()));
        if (head.width() + sentence.length() + 2 + took.length() <= page.width()) {
            page.addWithRight(head.plus(sentence, Tone.STRONG), Line.EMPTY.plus(took, Tone.FAINT));
        } else {
            page.paragraph(head, sentence, Tone.STRONG);
        }
    }

    private static Line head(String word, Tone tone) {
        return Line.indented(INDENT).plus(word, tone).plus("  ");
    }

    private static void configuration(Page page, ConfigurationCount each) {
        String drained = each.drained() == each.seeds()
                ? ""
                : ", in " + Wording.number(each.seeds() - each.drained()) + " of them not everything was read";
        page.add(Line.indented(INDENT + 2)
                .plus(each.configuration().name(), Tone.STRONG)
                .plus("   " + Wording.count(each.seeds(), "seed") + drained, Tone.FAINT));
        int titles = each.claims().stream()
                .mapToInt(count -> count.claim().title().length())
                .max()
                .orElse(0);
        for (ClaimCount count : each.claims()) {
            Expectation expectation = each.expectations().of(count.claim());
            if (expectation != Expectation.HOLDS) {
                page.paragraph(
                        Line.indented(INDENT + 6)
                                .plus(count.claim().title(), Tone.FAINT)
                                .to(INDENT + 6 + titles + GAP),
                        otherwise(expectation, count, each.seeds()),
                        expectation == Expectation.BREAKS && count.violated() == 0 ? Tone.VIOLATED : Tone.FAINT);
                continue;
            }
            Line line = Line.indented(INDENT + 4)
                    .plus(sign(count.verdict()), tone(count.verdict()))
                    .plus(" " + count.claim().title())
                    .to(INDENT + 6 + titles + GAP)
                    .plus(count.verdict().word(), tone(count.verdict()))
                    .to(INDENT + 6 + titles + GAP + VERDICT);
            page.paragraph(line, evidence(count), Tone.FAINT);
        }
    }

    private static String otherwise(Expectation expectation, ClaimCount count, long seeds) {
        String in = " in " + Wording.number(count.violated()) + " of " + Wording.count(seeds, "seed");
        if (expectation == Expectation.BREAKS) {
            return count.violated() > 0 ? "broke as it must" + in : "DID NOT BREAK" + in;
        }
        return count.violated() > 0 ? "broke as it may" + in : "may break, was not seen to: nothing is promised";
    }

    private static String evidence(ClaimCount count) {
        return count.verdict()
                .match(
                        holds -> "in " + Wording.count(holds.evidence(), "seed"),
                        violated -> "in " + Wording.count(violated.violations(), "seed") + ", the first is "
                                + count.firstViolated().orElseThrow(),
                        unknown -> unknown.reason());
    }

    private static String sign(Verdict verdict) {
        return verdict.match(holds -> "✓", violated -> "✕", unknown -> "?");
    }

    private static Tone tone(Verdict verdict) {
        return verdict.match(holds -> Tone.HOLDS, violated -> Tone.VIOLATED, unknown -> Tone.UNKNOWN);
    }

    private void control(Page page, ConfigurationCount each) {
        Line line = Line.indented(INDENT + 2)
                .plus(each.configuration().name(), Tone.STRONG)
                .plus("   control, ", Tone.FAINT);
        if (each.seeds() == 0) {
            page.add(line.plus("was not run", Tone.FAINT));
            return;
        }
        boolean broke = each.unbroken().isEmpty();
        line = line.plus(broke ? "broke as it must: " : "DID NOT BREAK: ", broke ? Tone.FAINT : Tone.VIOLATED);
        String counts = each.claims().stream()
                .filter(count -> each.control().orElseThrow().mustBreak().contains(count.claim()))
                .map(count -> count.claim().title() + " in " + Wording.number(count.violated()) + " of "
                        + Wording.count(each.seeds(), "seed"))
                .collect(Collectors.joining(", "));
        if (line.width() + counts.length() <= page.width()) {
            page.paragraph(line, counts, Tone.FAINT);
        } else {
            page.add(line);
            page.paragraph(INDENT + 4, counts, Tone.FAINT);
        }
    }

    // ---- how hard it was tried ---------------------------------------------------------------------------------

    private void facts(Page page, PlanSummary summary) {
        String controls =
                campaign.plan().controls().isEmpty() || campaign.seeds().size() == 1
                        ? ""
                        : "; controls with " + every(campaign.controlEvery());
        fact(
                page,
                "seeds",
                campaign.seeds()
                        + (summary.stopped() ? ", stopped after " + Wording.number(summary.seeds()) : "")
                        + controls
                        + "; " + Wording.count(campaign.threads(), "thread"));
        if (summary.runs() > 0) {
            speed(page, summary);
            var counts = summary.counts();
            fact(
                    page,
                    "seen",
                    Wording.number(counts.acknowledged()) + " sends acknowledged, " + Wording.number(counts.unknown())
                            + " without a reply, " + Wording.number(counts.failed()) + " failed · "
                            + Wording.number(counts.polls()) + " polls · " + Wording.number(counts.checks())
                            + " facts checked");
            fact(page, "faults", summary.faults().isEmpty() ? "none" : counts(summary.faults(), " "));
        }
        summary.configurations().forEach(each -> pressure(page, each));
        if (!summary.failing().isEmpty()) {
            fact(page, "found", counts(summary.findings(), " × "));
            fact(page, "again", command(summary.failing().get(0)));
        }
    }

    private static String every(int nth) {
        if (nth == 1) {
            return "each";
        }
        boolean teen = nth / 10 % 10 == 1;
        String ending = teen
                ? "th"
                : switch (nth % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return "every " + nth + ending;
    }

    private static void speed(Page page, PlanSummary summary) {
        fact(
                page,
                "speed",
                String.format(
                        Locale.ROOT,
                        "%.1f runs/s · %s virtual seconds a second, %s of a core · %s events",
                        summary.runsPerSecond(),
                        Wording.number(Math.round(summary.virtualPerSecond())),
                        Wording.number(Math.round(summary.virtualPerCpuSecond())),
                        Wording.number(summary.events())));
    }

    private static void pressure(Page page, ConfigurationCount each) {
        if (each.moments().isEmpty() || each.seeds() == 0) {
            return;
        }
        List<ConfigurationCount.MomentTotal> most = new ArrayList<>(each.moments());
        most.sort(Comparator.comparingLong(ConfigurationCount.MomentTotal::hits).reversed());
        fact(
                page,
                each.isControl() ? "" : "pressure",
                (each.isControl() ? each.configuration().name() + ": " : "")
                        + most.stream()
                                .map(moment -> Wording.number(moment.hits()) + " × "
                                        + moment.pressure().moment().sentence() + " (in "
                                        + Wording.count(moment.seeds(), "seed") + ")")
                                .collect(Collectors.joining(" · ")));
    }

    private static String counts(SortedMap<String, Long> counts, String between) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> Wording.number(each.getValue()) + between + each.getKey())
                .collect(Collectors.joining(" · "));
    }

    private static void fact(Page page, String label, String text) {
        page.paragraph(Line.indented(INDENT).plus(label, Tone.FAINT).to(COLUMN), text, Tone.PLAIN);
    }
}
