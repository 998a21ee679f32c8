package io.waybill.cli;

import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import io.waybill.report.text.Line;
import java.util.ArrayList;
import java.util.List;

/** Runs that follow each other: what each came to is told when it ends, and whether another one begins. */
final class Succession {

    /** A harness that fails so often in a row will not do better. */
    private static final int MOST_FAILURES = 3;

    private final Output output;
    private final ResultOption shown;
    private final Interruption interruption;
    private final boolean untilViolation;
    private final List<Report> reports = new ArrayList<>();
    private boolean violated;

    /**
     * Makes one.
     *
     * @param untilViolation whether the first that is violated is the last
     */
    Succession(Output output, ResultOption shown, Interruption interruption, boolean untilViolation) {
        this.output = output;
        this.shown = shown;
        this.interruption = interruption;
        this.untilViolation = untilViolation;
    }

    /** Returns whether another run may begin. */
    boolean goesOn() {
        List<Report> last = reports.subList(Math.max(0, reports.size() - MOST_FAILURES), reports.size());
        boolean hopeless = last.size() == MOST_FAILURES
                && last.stream().allMatch(each -> each.failure().isPresent());
        return !(untilViolation && violated) && !hopeless && !interruption.wasCalled();
    }

    /**
     * A run has ended.
     *
     * @param conclusion what it counts as
     * @param told what people are told of it
     */
    void add(RunSession.Kept kept, Conclusion conclusion, List<Line> told) {
        reports.add(kept.report());
        violated |= conclusion == Conclusion.VIOLATED;
        if (!shown.json()) {
            output.result(told);
        }
        kept.details().ifPresent(file -> output.complain("details are in " + file));
        output.flush();
    }

    /** Returns what the runs came to, in their order. */
    List<Report> reports() {
        return List.copyOf(reports);
    }
}
