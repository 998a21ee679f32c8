package io.waybill.checker;

import io.waybill.checker.anomaly.Names;
import io.waybill.history.file.HistoryReader;
import java.util.List;
import java.util.Map;

/** One judging of one history: its stages, in order. */
final class CheckRun {

    private final HistoryReader history;
    private final CheckOptions options;

    CheckRun(HistoryReader history, CheckOptions options) {
        this.history = history;
        this.options = options;
    }

    Judgement judge() {
        Names names = new Names();
        history.eachEvent(names::define);
        return new Judgement(
                options.claims().stream()
                        .map(claim -> new ClaimVerdict(claim, new Verdict.Unknown("not judged"), 0, List.of()))
                        .toList(),
                List.of(),
                List.of(),
                new Counts(0, 0, 0, 0, 0, 0, 0),
                Map.of(),
                List.of(),
                Map.of(),
                history.tear(),
                names);
    }
}
