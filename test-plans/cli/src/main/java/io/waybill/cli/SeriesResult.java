package io.waybill.cli;

import io.waybill.report.Conclusion;
import io.waybill.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What several runs of a plan came to.
 *
 * @param reports of each run, in their order
 * @param seed the first one's, from which the others are drawn
 * @param times how many were to be run; empty: as many as it takes
 * @param calledOff whether somebody pressed Ctrl-C
 * @param took from the start of the first to the end of the last
 */
record SeriesResult(List<Report> reports, long seed, OptionalInt times, boolean calledOff, Duration took) {

    SeriesResult {
        reports = List.copyOf(reports);
    }

    /** Returns the runs that came to this. */
    List<Report> of(Conclusion conclusion) {
        return reports.stream().filter(each -> each.conclusion() == conclusion).toList();
    }

    /** Returns the worst that there was; where somebody called it off, that is no good end either. */
    Conclusion conclusion() {
        Conclusion worst =
                Conclusion.worst(reports.stream().map(Report::conclusion).toList());
        return calledOff ? Conclusion.worst(List.of(worst, Conclusion.INTERRUPTED)) : worst;
    }
}
