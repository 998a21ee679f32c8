package io.waybill.runner;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.online.EarlyFinding;
import io.waybill.checker.online.OnlineChecker;
import io.waybill.checker.online.Standing;
import io.waybill.history.file.HistoryTail;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a history while it is recorded, as far as it is written. Reads the file, as anybody else could: whoever
 * records does not wait for it. Used by the pulse alone.
 */
final class EarlyJudge implements Closeable {

    private final HistoryTail tail;
    private final OnlineChecker checker = new OnlineChecker();
    private final Set<AnomalyKind> told = new HashSet<>();

    private EarlyJudge(HistoryTail tail) {
        this.tail = tail;
    }

    static EarlyJudge of(Path history) throws IOException {
        return new EarlyJudge(HistoryTail.open(history));
    }

    /** Looks at what was written since the last time. */
    Standing look() {
        try {
            tail.advance(checker);
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be read while it is recorded: " + e.getMessage(), e);
        }
        return checker.standing();
    }

    /** Returns the first occurrence of each kind that was not returned before. */
    List<RunListener.Confirmation> news(Standing standing) {
        return standing.first().stream()
                .filter(finding -> told.add(finding.kind()))
                .map(this::told)
                .toList();
    }

    private RunListener.Confirmation told(EarlyFinding finding) {
        return new RunListener.Confirmation(finding, finding.sentence(checker.names()));
    }

    @Override
    public void close() throws IOException {
        tail.close();
    }
}
