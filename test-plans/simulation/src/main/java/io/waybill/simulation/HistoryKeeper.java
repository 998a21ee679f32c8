package io.waybill.simulation;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
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
import java.util.Set;
import java.util.function.LongSupplier;

/** The history of a run and what the checkers say of it. */
public final class HistoryKeeper {

    private static final int WITNESSES = 1;

    private final ByteStore store;
    private final Recorder recorder;

    /** Begins a history in memory, timed by the clock of the run. */
    public HistoryKeeper(LongSupplier nanos) {
        this(ByteStore.inMemory(), 1, nanos);
    }

    /**
     * Begins a history.
     *
     * @param store where it is kept
     * @param run the run's id, written into every payload
     * @param nanos the clock of the run
     */
    public HistoryKeeper(ByteStore store, long run, LongSupplier nanos) {
        this.store = store;
        try {
            this.recorder = Recorder.over(HistoryWriter.over(store), run, nanos);
        } catch (IOException e) {
            throw new UncheckedIOException("a history could not be begun", e);
        }
    }

    /** Returns who writes it. */
    public Recorder recorder() {
        return recorder;
    }

    /** Ends the history and notes every anomaly in it that breaks a claim which it can speak of. */
    public Judgement judge(Findings findings) {
        return judge(CheckOptions.all(1).claims(), findings);
    }

    /**
     * Ends the history and notes every anomaly in it that breaks a claim.
     *
     * @param claims those that are made by name; empty: all that the history can speak of
     */
    public Judgement judge(Set<Claim> claims, Findings findings) {
        CheckOptions all = CheckOptions.all(1);
        CheckOptions options = new CheckOptions(claims, 1, WITNESSES, all.recoveryBound());
        try {
            recorder.close();
            try (HistoryReader reader = HistoryReader.over(store)) {
                Judgement judgement = HistoryChecker.check(reader, options);
                note(judgement, findings);
                return judgement;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a history could not be read", e);
        }
    }

    /** What breaks no claim is as it may be: a producer without sequences duplicates, and nobody said otherwise. */
    private static void note(Judgement judgement, Findings findings) {
        for (AnomalyGroup group : judgement.anomalies()) {
            if (judgement.claims().stream().noneMatch(claim -> claim.because().contains(group.kind()))) {
                continue;
            }
            Anomaly first = group.witnesses().get(0);
            String more = group.count() == 1 ? "" : " (and " + (group.count() - 1) + " more)";
            findings.add(Layer.ANOMALY, group.kind().id(), first.contradiction(judgement.names()) + more);
        }
    }
}
