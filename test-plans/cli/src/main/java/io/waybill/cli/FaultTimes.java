package io.waybill.cli;

import io.waybill.fault.Fault;
import io.waybill.fault.Timeline;
import io.waybill.fault.Timeline.Occurrence;
import io.waybill.fault.Timeline.Strike;
import io.waybill.plan.Configuration;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** When the faults of a configuration strike, as far as a seed decides it. */
final class FaultTimes {

    private static final int CLOCK_DIGITS = 3;

    private FaultTimes() {}

    /** Returns a line for each start of a fault, in the order of their times; then those that wait for a moment. */
    static List<Line> of(Configuration configuration, long seed) {
        Timeline timeline =
                configuration.faults().timeline(seed, configuration.phases().storm());
        List<Line> lines = new ArrayList<>();
        for (Occurrence occurrence : timeline.occurrences()) {
            lines.add(Line.EMPTY
                    .plus(Wording.clock(occurrence.at().toNanos(), CLOCK_DIGITS), Tone.FAINT)
                    .plus("  " + text(occurrence)));
        }
        Map<String, Long> waiting = new LinkedHashMap<>();
        for (Timeline.Armed armed : timeline.armed()) {
            String fault = armed.occurrence().fault() + ", after \"" + armed.moment() + "\"";
            waiting.merge(fault, 1L, Long::sum);
        }
        waiting.forEach((fault, times) -> lines.add(
                Line.EMPTY.plus("waiting    ", Tone.FAINT).plus(fault + ", at most " + Wording.count(times, "time"))));
        return lines;
    }

    /** Returns one in a line: {@code 00:04.200 kill leader of orders-0 for 1.5 s}. */
    static String inWords(Occurrence occurrence) {
        return Wording.clock(occurrence.at().toNanos(), CLOCK_DIGITS) + " " + text(occurrence);
    }

    private static String text(Occurrence occurrence) {
        return occurrence
                .fault()
                .match(
                        single -> text(occurrence.strikes().get(0)),
                        combined -> combined.kind() + ": "
                                + occurrence.strikes().stream()
                                        .map(strike -> text(strike) + later(occurrence, strike))
                                        .collect(Collectors.joining(", ")));
    }

    private static String text(Strike strike) {
        Fault.Single fault = strike.fault();
        return fault.kind() + " " + fault.target() + " for " + Wording.duration(strike.lasting());
    }

    private static String later(Occurrence occurrence, Strike strike) {
        Duration after = strike.at().minus(occurrence.at());
        return after.isZero() ? "" : " after " + Wording.duration(after);
    }
}
