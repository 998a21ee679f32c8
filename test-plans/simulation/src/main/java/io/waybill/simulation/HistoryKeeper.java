package io.waybill.simulation;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.history.file.ByteStore;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryWriter;
import io.waybill.history.record.Recorder;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/** The history of a run, in memory, and what the checkers say of it. */
final class HistoryKeeper {

    private static final int WITNESSES = 1;

    private final ByteStore store = ByteStore.inMemory();
    private final Recorder recorder;

    HistoryKeeper(LongSupplier nanos) {
        try {
            this.recorder = Recorder.over(HistoryWriter.over(store), 1, nanos);
        } catch (IOException e) {
            throw new UncheckedIOException("a history in memory could not be begun", e);
        }
    }

    Recorder recorder() {
        return recorder;
    }

    /** Ends the history and notes every anomaly in it. */
    void judge(Findings findings) {
        CheckOptions all = CheckOptions.all(1);
        CheckOptions options = new CheckOptions(all.claims(), 1, WITNESSES, all.recoveryBound());
        try {
            recorder.close();
            try (HistoryReader reader = HistoryReader.over(store)) {
                note(HistoryChecker.check(reader, options), findings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a history in memory could not be read", e);
        }
    }

    private static void note(Judgement judgement, Findings findings) {
        for (AnomalyGroup group : judgement.anomalies()) {
            Anomaly first = group.witnesses().get(0);
            String more = group.count() == 1 ? "" : " (and " + (group.count() - 1) + " more)";
            findings.add(Layer.ANOMALY, group.kind().id(), first.contradiction(judgement.names()) + more);
        }
    }
}
