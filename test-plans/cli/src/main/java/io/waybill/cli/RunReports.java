package io.waybill.cli;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.history.file.HistoryReader;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Plan;
import io.waybill.report.Circumstances;
import io.waybill.report.Inside;
import io.waybill.report.Judged;
import io.waybill.report.NotRun;
import io.waybill.report.PressureCount;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.RunSite;
import io.waybill.runfile.KeptRun;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.MomentCount;
import io.waybill.runner.RunFailed;
import io.waybill.runner.RunResult;
import io.waybill.runner.RunStart;
import io.waybill.runner.Simulated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the report of a run. */
final class RunReports {

    private static final String LEFT_OUT = "left out by --only";
    private static final String STOPPED = "the plan stops at a violation";

    private RunReports() {}

    /**
     * Returns the report of a run.
     *
     * @param calledOff whether somebody pressed Ctrl-C: whatever failed after that failed because of it
     * @param kept where the run is found
     */
    static Report of(RunResult result, boolean calledOff, Path kept) {
        RunStart start = result.start();
        RunFacts facts = new RunFacts(
                start.id().text(),
                start.plan().name(),
                start.seedText(),
                start.system(),
                new RunSite(
                        start.site().environment(),
                        start.profile(),
                        start.site().planted()),
                kept.toString(),
                result.took(),
                notRun(result),
                List.of());
        List<Judged> judged =
                result.configurations().stream().map(RunReports::judged).toList();
        Optional<String> failure = result.failure().filter(failed -> !calledOff).map(RunReports::reason);
        return Report.ofRun(facts, judged, failure, result.interrupted() || calledOff);
    }

    /** What was called off or failed did not reach its end, and says so itself. */
    private static List<NotRun> notRun(RunResult result) {
        Set<String> asked = Set.copyOf(result.start().plan().configurationNames());
        Set<String> ran = new HashSet<>(asked);
        if (!result.interrupted() && result.failure().isEmpty()) {
            ran.retainAll(result.configurations().stream()
                    .map(ConfigurationResult::name)
                    .toList());
        }
        Plan whole = result.start().whole();
        return Stream.concat(
                        whole.configurations().stream()
                                .map(each -> new NotRun(
                                        each.name(),
                                        false,
                                        Set.copyOf(each.promise().expectations().claims(Expectation.BREAKS)),
                                        "")),
                        whole.controls().stream()
                                .map(each -> new NotRun(each.configuration().name(), true, each.mustBreak(), "")))
                .filter(each -> !ran.contains(each.name()))
                .map(each -> new NotRun(
                        each.name(),
                        each.isControl(),
                        each.mustBreak(),
                        asked.contains(each.name()) ? STOPPED : LEFT_OUT))
                .toList();
    }

    private static String reason(RunFailed failure) {
        return failure.configuration() + ": " + failure.reason();
    }

    private static Judged judged(ConfigurationResult result) {
        return new Judged(
                result.name(),
                result.control().map(Control::why),
                result.expectations(),
                result.judgement(),
                result.claims(),
                pressure(result.configuration(), result.moments()),
                historyOf(result.name()),
                circumstances(result),
                result.simulated().map(RunReports::inside));
    }

    private static Inside inside(Simulated simulated) {
        return new Inside(
                hash(simulated.hash()),
                simulated.lasted(),
                simulated.events(),
                simulated.sightings().stream()
                        .map(each -> new Inside.Sighting(each.layer(), each.id(), each.evidence(), each.at()))
                        .toList());
    }

    /** Returns the hash of a simulated run as all files and reports write it. */
    static String hash(long hash) {
        return String.format(Locale.ROOT, "%016x", hash);
    }

    /** Returns where the history of a configuration lies in its run. */
    static String historyOf(String configuration) {
        return configuration + "/" + KeptRun.HISTORY;
    }

    /** Returns how hard the claims of a configuration were tried. */
    static List<PressureCount> pressure(Configuration configuration, List<MomentCount> counts) {
        return counts.stream().map(each -> pressure(configuration, each)).toList();
    }

    private static PressureCount pressure(Configuration configuration, MomentCount count) {
        List<Claim> claims = configuration.promise().claims().stream()
                .filter(count.pressure()::concerns)
                .sorted()
                .toList();
        return new PressureCount(
                count.pressure().moment().sentence(),
                count.hits(),
                count.pressure().required(),
                count.pressure().wanted(),
                claims);
    }

    private static Circumstances circumstances(ConfigurationResult result) {
        try (HistoryReader reader = HistoryReader.open(result.history())) {
            return Circumstances.of(result.judgement(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException("history " + result.history() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
