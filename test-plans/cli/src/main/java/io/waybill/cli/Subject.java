package io.waybill.cli;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Expectations;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.history.file.CorruptHistoryException;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.format.OpenHistory;
import io.waybill.report.Circumstances;
import io.waybill.report.Inside;
import io.waybill.report.Judged;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
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
    static Subject ofFile(Output output, HistoryOption option, String file, CheckOptions options) throws IOException {
        OpenHistory history = option.open(output, file);
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

    /** Opens and judges the histories of a run. */
    static Subject ofRun(StoredRun run, int threads) throws IOException {
        List<HistoryReader> readers = new ArrayList<>();
        List<Judged> judged = new ArrayList<>();
        for (StoredRun.Configuration each : run.configurations()) {
            Path file = run.directory().history(each.name());
            try {
                HistoryReader reader = HistoryReader.open(file);
                readers.add(reader);
                CheckOptions options = CheckOptions.all(threads).withClaims(each.claims());
                judged.add(judge(
                        each.name(),
                        file.toString(),
                        reader,
                        options,
                        new Expected(each.control(), each.expectations(), each.inside())));
            } catch (CorruptHistoryException e) {
                throw new UsageException(file + ": " + e.getMessage());
            }
        }
        RunFacts facts = new RunFacts(
                run.id(),
                run.plan(),
                run.seed(),
                run.system(),
                run.site(),
                run.directory().path().toString(),
                Duration.ofMillis(run.durationMillis()));
        return new Subject(Report.ofRun(facts, judged, Optional.empty(), false), readers, new ArrayList<>(readers));
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
