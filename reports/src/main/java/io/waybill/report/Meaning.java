package io.waybill.report;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.DuplicateDelivery;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.PhantomRead;
import io.waybill.checker.anomaly.PollSkip;
import io.waybill.checker.anomaly.ReadBeforeSend;

/** Says what a step of a proof means for the story: where the promise was given, and where it was broken. */
final class Meaning {

    private static final int ANSWER = 1;

    private final Names names;
    private final Anomaly anomaly;
    private final int last;

    Meaning(Names names, Anomaly anomaly) {
        this.names = names;
        this.anomaly = anomaly;
        this.last = anomaly.proof().size() - 1;
    }

    /**
     * Returns a step with its meaning.
     *
     * @param index which event of the proof it tells
     * @param part 0 for what was asked, 1 for what was answered
     */
    StoryStep of(int index, int part, StoryStep step) {
        if (index == last && part == 0) {
            String end = end();
            return end.isEmpty() ? step : step.contradicting(end);
        }
        return index == 0 && part == ANSWER && isPromise() ? step.noting("from here on it must be delivered") : step;
    }

    private boolean isPromise() {
        return anomaly instanceof LostWrite;
    }

    private String end() {
        if (anomaly instanceof LostWrite || anomaly instanceof PollSkip) {
            return anomaly.message().map(names::message).orElse("it") + " is not there";
        }
        if (anomaly instanceof DuplicateAppend) {
            return "the same message once more";
        }
        if (anomaly instanceof DuplicateDelivery) {
            return "again, without having gone back";
        }
        if (anomaly instanceof PhantomRead) {
            return "nobody ever sent it";
        }
        if (anomaly instanceof CorruptRead) {
            return "nobody ever wrote this";
        }
        if (anomaly instanceof ReadBeforeSend) {
            return "only now is it sent";
        }
        return anomaly instanceof AbortedRead ? "it must never be seen" : "";
    }
}
