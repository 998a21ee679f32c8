package io.waybill.benchmark.broker;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How figures are written: medians, with the best of all runs in brackets. */
final class Figures {

    /** Where there is no figure. */
    static final String NONE = "–";

    private static final double MIB = 1 << 20;

    private Figures() {}

    /** Returns records a second, of which more is better. */
    static String speed(List<Measurement> runs) {
        return of(runs, "%,.0f", Measurement::recordsPerSecond, true);
    }

    /** Returns CPU seconds of all brokers, of which less is better. */
    static String cpu(List<Measurement> runs) {
        return of(runs, "%.2f", run -> run.usage().brokerSeconds(), false);
    }

    /** Returns the cores that other work took, as the median of the runs. */
    static String other(List<Measurement> runs) {
        return of(runs, "%.2f", run -> run.usage().otherCores());
    }

    static <T> String of(List<T> runs, String format, ToDoubleFunction<T> figure, boolean isMoreBetter) {
        if (runs.isEmpty()) {
            return NONE;
        }
        Spread spread = spread(runs, figure);
        double best = isMoreBetter ? spread.most() : spread.least();
        return String.format(Locale.ROOT, format + " (" + format + ")", spread.median(), best);
    }

    /** Returns the median alone. */
    static <T> String of(List<T> runs, String format, ToDoubleFunction<T> figure) {
        return runs.isEmpty()
                ? NONE
                : String.format(Locale.ROOT, format, spread(runs, figure).median());
    }

    static String mebibytes(List<Long> bytes) {
        return of(bytes, "%.0f", each -> each / MIB);
    }

    /** Returns one median divided by another. */
    static String ratio(List<Measurement> ours, List<Measurement> theirs, ToDoubleFunction<Measurement> figure) {
        double ratio = ratioOf(ours, theirs, figure);
        return Double.isNaN(ratio) ? NONE : String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** Returns one median divided by another; not a number where there is none. */
    static double ratioOf(List<Measurement> ours, List<Measurement> theirs, ToDoubleFunction<Measurement> figure) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Double.NaN;
        }
        double divisor = spread(theirs, figure).median();
        return divisor == 0 ? Double.NaN : spread(ours, figure).median() / divisor;
    }

    private static <T> Spread spread(List<T> runs, ToDoubleFunction<T> figure) {
        return Spread.of(runs.stream().map(run -> figure.applyAsDouble(run)).toList());
    }
}
