package io.waybill.cli;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Expectations;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.format.OpenHistory;
import io.waybill.plan.Control;
import io.waybill.plan.Plan;
import io.waybill.report.Circumstances;
import io.waybill.report.Inside;
import io.waybill.report.Judged;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.runfile.KeptRun;
import io.waybill.runner.Judge;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command is about: a history file, or a run that is kept, with the judgement of each of its histories. The
 * histories stay open as long as this is.
 */
final class Subject implements Closeable {

    private final Report report;
    private final List<HistoryReader> readers;
    private final List<Closeable> open;

    private Subject(Report report, List<HistoryReader> readers, List<Closeable> open) {
        this.report = report;
        this.readers = readers;
        this.open = open;
    }

    /** Opens and judges a history file. */
    static Subject ofFile(HistoryOption option, Output output, StoreOption store, String file, CheckOptions options)
            throws IOException {
        OpenHistory history = option.open(output, store, file);
        try {
            Judged judged = judge(file, file, history.reader(), options, Expected.USUAL);
            return new Subject(Report.ofHistory(judged), List.of(history.reader()), List.of(history));
        } catch (CorruptHistoryException e) {
            history.close();
            throw new UsageException(file + ": " + e.getMessage());
        } catch (IllegalStateException e) {
            history.close();
            throw e;
        }
    }

    /** Opens and judges the histories of a run, as the run did where its plan is kept with it. */
    static Subject ofRun(Path path, int threads) throws IOException {
        KeptRun kept = KeptRun.open(path);
        try {
            return ofRun(kept, threads);
        } catch (IOException | RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    private static Subject ofRun(KeptRun kept, int threads) throws IOException {
        StoredRun run = StoredRun.read(kept);
        Optional<Plan> plan = KeptPlan.of(kept);
        List<HistoryReader> readers = new ArrayList<>();
        List<Judged> judged = new ArrayList<>();
        for (StoredRun.Configuration each : run.configurations()) {
            try {
                HistoryReader reader = HistoryReader.over(kept.history(each.name()));
                readers.add(reader);
                judged.add(plan.flatMap(known -> again(known, each, reader))
                        .orElseGet(() -> withoutPlan(each, reader, threads)));
            } catch (CorruptHistoryException e) {
                throw new UsageException(
                        kept.path() + ": " + RunReports.historyOf(each.name()) + ": " + e.getMessage());
            }
        }
        RunFacts facts = new RunFacts(
                run.id(),
                run.plan(),
                run.seed(),
                run.system(),
                run.site(),
                run.path().toString(),
                Duration.ofMillis(run.durationMillis()),
                run.notRun(),
                run.repeated());
        List<Closeable> open = new ArrayList<>(readers);
        open.add(kept);
        return new Subject(Report.ofRun(facts, judged, run.failure(), run.isPartial()), readers, open);
    }

    private static Optional<Judged> again(Plan plan, StoredRun.Configuration each, HistoryReader reader) {
        Optional<Control> control = plan.controls().stream()
                .filter(known -> known.configuration().name().equals(each.name()))
                .findFirst();
        return plan.allConfigurations().stream()
                .filter(known -> known.name().equals(each.name()))
                .findFirst()
                .map(configuration -> {
                    Judge.Again again = Judge.again(reader, configuration);
                    return new Judged(
                            each.name(),
                            control.map(Control::why),
                            control.map(Control::expectations)
                                    .orElseGet(() -> configuration.promise().expectations()),
                            again.judgement(),
                            again.claims(),
                            RunReports.pressure(configuration, again.moments()),
                            RunReports.historyOf(each.name()),
                            Circumstances.of(again.judgement(), reader),
                            each.inside());
                });
    }

    private static Judged withoutPlan(StoredRun.Configuration each, HistoryReader reader, int threads) {
        CheckOptions options = CheckOptions.all(threads).withClaims(each.claims());
        return judge(
                each.name(),
                RunReports.historyOf(each.name()),
                reader,
                options,
                new Expected(each.control(), each.expectations(), each.inside()));
    }

    /** What is known of a history beyond itself. */
    private record Expected(Optional<String> control, Expectations expectations, Optional<Inside> inside) {
        static final Expected USUAL = new Expected(Optional.empty(), Expectations.ALL_HOLD, Optional.empty());
    }

    private static Judged judge(
            String name, String history, HistoryReader reader, CheckOptions options, Expected expected) {
        Judgement judgement = HistoryChecker.check(reader, options);
        Judged alone = Judged.alone(name, judgement, Circumstances.of(judgement, reader));
        return new Judged(
                name,
                expected.control(),
                expected.expectations(),
                judgement,
                expected.control().isPresent()
                        ? judgement.claims()
                        : expected.expectations().withoutFalsePromises(judgement.claims()),
                alone.pressure(),
                history,
                alone.circumstances(),
                expected.inside());
    }

    Report report() {
        return report;
    }

    /** Returns the reader of the history that a judgement is of. */
    HistoryReader reader(Judged judged) {
        return readers.get(report.judged().indexOf(judged));
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
