package io.waybill.cli;

import io.waybill.checker.Expectation;
import io.waybill.checker.Verdict;
import io.waybill.plan.Moment;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunStart;

/** What is said about a run while it goes on, however it is shown. */
final class ProgressText {

    private ProgressText() {}

    /** Returns what a run is, apart from its plan: {@code r-2f9c41, kafka 4.4.0, 2 configurations, seed 0x5eed}. */
    static String run(RunStart start) {
        int configurations = start.plan().allConfigurations().size();
        return start.id() + ", " + start.system() + ", " + Wording.count(configurations, "configuration") + ", seed "
                + start.seedText();
    }

    static String fault(RunListener.FaultNotice fault) {
        return fault.kind() + " " + fault.resolved()
                + (fault.named().equals(fault.resolved()) ? "" : " (" + fault.named() + ")");
    }

    /** Returns how often a moment came about: {@code 3 × leadership moved}. */
    static String moment(Moment moment, int hits) {
        return Wording.number(hits) + " × " + moment.sentence();
    }

    /** Returns how many claims came out how: {@code 5 hold, 1 violated}. */
    static Line verdicts(ConfigurationResult result) {
        Line line = Line.EMPTY;
        long hold = count(result, Verdict.Holds.class);
        line = part(line, hold, hold == 1 ? "holds" : "hold", Tone.HOLDS);
        line = part(line, count(result, Verdict.Unknown.class), "unknown", Tone.UNKNOWN);
        line = part(line, count(result, Verdict.Violated.class), "violated", Tone.VIOLATED);
        if (!result.expectations().claims(Expectation.BREAKS).isEmpty()) {
            line = line.plus(result.isControl() ? " (control: " : " (", Tone.FAINT)
                    .plus(control(result))
                    .plus(")", Tone.FAINT);
        }
        return line;
    }

    /** Returns what became of what had to break, such as a control: {@code broke as it must}. */
    static Line control(ConfigurationResult result) {
        return result.unbroken().isEmpty()
                ? Line.EMPTY.plus("broke as it must", Tone.FAINT)
                : Line.EMPTY.plus("did not break", Tone.VIOLATED);
    }

    private static Line part(Line line, long count, String word, Tone tone) {
        if (count == 0) {
            return line;
        }
        return (line.spans().isEmpty() ? line : line.plus(", ")).plus(count + " " + word, tone);
    }

    private static long count(ConfigurationResult result, Class<? extends Verdict> kind) {
        return result.claims().stream()
                .filter(each -> kind.isInstance(each.verdict()))
                .count();
    }

    static String amount(ConfigurationResult result) {
        return Wording.count(result.traffic().sent(), "send") + ", "
                + Wording.count(result.judgement().faults().size(), "fault") + ", " + Wording.duration(result.took());
    }
}
