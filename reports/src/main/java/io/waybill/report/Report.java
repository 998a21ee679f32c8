package io.waybill.report;

import io.waybill.checker.Claim;
import io.waybill.checker.RunOutcome;
import io.waybill.checker.Verdict;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.finding.AnomalyGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything there is to say of one history or of one run.
 *
 * @param source the file or the run it is about
 * @param run what is known of the run; empty for a history that stands alone
 * @param judged the judged histories, controls last
 * @param failure why the harness failed, in a sentence, if it did
 * @param interrupted whether the run was called off
 * @param findings what was found, that which breaks claims first and with the most occurrences first
 */
public record Report(
        String source,
        Optional<RunFacts> run,
        List<Judged> judged,
        Optional<String> failure,
        boolean interrupted,
        List<Finding> findings) {

    private static final Comparator<Finding> MOST_TELLING_FIRST = Comparator.comparing(
                    (Finding finding) -> finding.judged().isControl())
            .thenComparing(finding -> !finding.counts())
            .thenComparing(finding -> finding.breaks().isEmpty())
            .thenComparing(Comparator.comparingLong(
                            (Finding finding) -> finding.group().count())
                    .reversed());

    public Report {
        judged = List.copyOf(judged);
        findings = List.copyOf(findings);
    }

    /** Returns the report of a history that stands alone. */
    public static Report ofHistory(Judged judged) {
        return of(judged.history(), Optional.empty(), List.of(judged), Optional.empty(), false);
    }

    /** Returns the report of a run. */
    public static Report ofRun(RunFacts run, List<Judged> judged, Optional<String> failure, boolean interrupted) {
        return of(run.id(), Optional.of(run), judged, failure, interrupted);
    }

    private static Report of(
            String source, Optional<RunFacts> run, List<Judged> judged, Optional<String> failure, boolean interrupted) {
        List<Finding> found = new ArrayList<>();
        for (Judged each : judged) {
            Storyteller teller = new Storyteller(each.judgement(), each.circumstances());
            for (AnomalyGroup group : each.judgement().anomalies()) {
                Optional<Storyteller.Told> best = teller.tellBest(group.witnesses());
                found.add(new Finding(
                        "",
                        each,
                        group,
                        breaks(each, group.kind()),
                        best.map(Storyteller.Told::anomaly),
                        best.map(Storyteller.Told::story)));
            }
        }
        found.sort(MOST_TELLING_FIRST);
        List<Finding> numbered = new ArrayList<>();
        for (Finding finding : found) {
            numbered.add(finding.named("A" + (numbered.size() + 1)));
        }
        return new Report(source, run, judged, failure, interrupted, numbered);
    }

    private static List<Claim> breaks(Judged judged, AnomalyKind kind) {
        return judged.claims().stream()
                .filter(each -> each.verdict() instanceof Verdict.Violated
                        && each.because().contains(kind))
                .map(each -> each.claim())
                .toList();
    }

    /** Returns the histories that were to hold. */
    public List<Judged> subjects() {
        return judged.stream().filter(each -> !each.isControl()).toList();
    }

    /** Returns the histories that had to break. */
    public List<Judged> controls() {
        return judged.stream().filter(Judged::isControl).toList();
    }

    /** Returns what the whole comes to. A violation counts whatever else went wrong: it is proved. */
    public Conclusion conclusion() {
        return Conclusion.of(outcome().verdict());
    }

    private RunOutcome outcome() {
        return new RunOutcome(
                judged.stream().map(Judged::part).toList(),
                failure.isPresent(),
                interrupted,
                notRun().stream().flatMap(each -> each.mustBreak().stream()).collect(Collectors.toSet()));
    }

    /** Returns this report of a run with what was run again because it was violated. */
    public Report with(List<Repeated> again) {
        return new Report(source, run.map(facts -> facts.with(again)), judged, failure, interrupted, findings);
    }

    /** Returns this report of a run that is kept elsewhere. */
    public Report at(String directory) {
        return new Report(source, run.map(facts -> facts.at(directory)), judged, failure, interrupted, findings);
    }

    /** Returns what of the plan was left out. */
    public List<NotRun> notRun() {
        return run.map(RunFacts::notRun).orElse(List.of());
    }

    /**
     * Returns the claims of which what must break was left out and none that ran had to: whether a break of them would
     * have been seen, nobody knows.
     */
    public List<Claim> unvouched() {
        return outcome().unvouched();
    }

    /** Returns the whole verdict in one sentence. */
    public String headline() {
        return new Headline(this).text();
    }

    /** Returns the finding of that name or, where there is none, the first of the anomaly with that id. */
    public Optional<Finding> finding(String idOrKind) {
        return findings.stream()
                .filter(finding -> finding.id().equalsIgnoreCase(idOrKind))
                .findFirst()
                .or(() -> findings.stream()
                        .filter(finding -> finding.group().kind().id().equals(idOrKind))
                        .findFirst());
    }
}
