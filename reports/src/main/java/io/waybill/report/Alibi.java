package io.waybill.report;

import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.PollSkip;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a finding is not a false alarm: what a careful reader would ask first, answered from the history. */
final class Alibi {

    private final Judgement judgement;

    Alibi(Judgement judgement) {
        this.judgement = judgement;
    }

    /** Returns the answers, one sentence each. */
    List<String> of(Anomaly anomaly) {
        List<String> answers = new ArrayList<>();
        answers.add(ambiguity(anomaly));
        drain(anomaly).ifPresent(answers::add);
        answers.add(judgement
                .tear()
                .map(tear -> "the history breaks off at byte " + Wording.number(tear.position())
                        + "; every step lies before that, and what was lost there is counted as open")
                .orElse("the history is whole"));
        String imported = judgement.attributes().get(Attributes.IMPORTED_FROM);
        answers.add(
                imported == null
                        ? "all times are of one monotonic clock"
                        : "all times are the " + imported + " file's own");
        return answers;
    }

    private String ambiguity(Anomaly anomaly) {
        boolean answered = anomaly.proof().stream().map(Step::event).noneMatch(Alibi::isUnanswered);
        long open = judgement.counts().indeterminate();
        String others = open == 0
                ? ""
                : "; the " + Wording.count(open, "send") + " without an answer " + (open == 1 ? "counts" : "count")
                        + " for neither side";
        return answered
                ? "no operation of unknown outcome is needed for the proof" + others
                : "whether the operation without an answer took effect or not, the contradiction stays";
    }

    private static boolean isUnanswered(Event event) {
        Outcome outcome = Outcome.ok();
        if (event instanceof Event.Send send) {
            outcome = send.outcome();
        } else if (event instanceof Event.TransactionEnded ended) {
            outcome = ended.outcome();
        } else if (event instanceof Event.Commit commit) {
            outcome = commit.outcome();
        } else if (event instanceof Event.Settlement settlement) {
            outcome = settlement.outcome();
        }
        return outcome.isInfo();
    }

    /** What is missing may only be late, so whatever is about missing messages says what was read. */
    private Optional<String> drain(Anomaly anomaly) {
        if (!(anomaly instanceof LostWrite || anomaly instanceof PollSkip)) {
            return Optional.empty();
        }
        return Optional.of(
                Boolean.parseBoolean(judgement.attributes().get(Attributes.DRAINED))
                        ? "it is not merely late: everything was read to the end after the last fault was healed"
                        : "it is not merely late: the reader has passed its place, and a log does not fill gaps");
    }
}
