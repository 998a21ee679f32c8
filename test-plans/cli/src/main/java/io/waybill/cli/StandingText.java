package io.waybill.cli;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.DuplicateDelivery;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.online.Standing;
import io.waybill.checker.online.Suspicions;
import io.waybill.report.Wording;
import io.waybill.report.text.Line;
import io.waybill.report.text.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is said of a history while it is still being written. A suspicion is never called a loss. */
final class StandingText {

    private static final Set<AnomalyKind> ALWAYS_NAMED =
            Set.of(DuplicateAppend.KIND, DuplicateDelivery.KIND, Reordered.KIND, AbortedRead.KIND);

    private StandingText() {}

    /** Returns {@code 0 duplicates 0 inversions 0 aborted reads}, and whatever else was confirmed. */
    static Line confirmed(Standing standing) {
        Line line = Line.EMPTY;
        for (Line each : confirmations(standing)) {
            line = line.equals(Line.EMPTY) ? each : line.plus("   ").plus(each);
        }
        return line;
    }

    /** Returns the same, one by one. */
    static List<Line> confirmations(Standing standing) {
        List<Line> lines = new ArrayList<>();
        lines.add(counted(standing.count(DuplicateAppend.KIND) + standing.count(DuplicateDelivery.KIND), "duplicate"));
        lines.add(counted(standing.count(Reordered.KIND), "inversion"));
        lines.add(counted(standing.count(AbortedRead.KIND), "aborted read"));
        standing.confirmed().forEach((kind, count) -> {
            if (!ALWAYS_NAMED.contains(kind)) {
                lines.add(Line.EMPTY.plus(Wording.number(count) + " × " + kind.title(), Tone.VIOLATED));
            }
        });
        return lines;
    }

    private static Line counted(long count, String word) {
        return Line.EMPTY.plus(Wording.count(count, word), count == 0 ? Tone.FAINT : Tone.VIOLATED);
    }

    /** Returns {@code 816 acked but not seen yet}, and how many of them a consumer came by. */
    static Line suspected(Standing standing) {
        Suspicions suspected = standing.suspected();
        Line line = Line.EMPTY.plus(
                Wording.number(suspected.unseen()) + " acked but not seen yet",
                suspected.unseen() == 0 ? Tone.FAINT : Tone.UNKNOWN);
        if (suspected.passedOver() > 0) {
            line = line.plus(", " + Wording.number(suspected.passedOver()) + " passed over", Tone.UNKNOWN);
        }
        if (suspected.unannounced() > 0) {
            line = line.plus(
                    "   " + Wording.number(suspected.unannounced()) + " seen but not sent, as far as recorded",
                    Tone.UNKNOWN);
        }
        return line;
    }

    /** Returns both for a log: {@code confirmed=0 unseen=816 passed-over=3}. */
    static String fields(Standing standing) {
        Suspicions suspected = standing.suspected();
        long confirmed = standing.confirmed().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return String.format(
                Locale.ROOT,
                "confirmed=%d unseen=%d passed-over=%d",
                confirmed,
                suspected.unseen(),
                suspected.passedOver());
    }
}
