package io.waybill.workload.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What recording costs.
 *
 * @param pairs how many neighbours were compared
 * @param unrecordedPerSecond messages a second without a recorder, the median
 * @param recordedPerSecond messages a second with one, the median
 * @param throughput the ratios of messages a second, with a recorder to without one
 * @param clientMicros what a message took of a core in the process of the clients, without a recorder, the median
 * @param clientCpu the ratios of the CPU of that process
 * @param brokerMicros what a message took of a core in the nodes, the median of all
 * @param cost what one event costs
 */
public record RecordingFigures(
        int pairs,
        double unrecordedPerSecond,
        double recordedPerSecond,
        MedianOf throughput,
        double clientMicros,
        MedianOf clientCpu,
        double brokerMicros,
        EventCost cost) {

    private static final double PERCENT = 100;
    private static final double NANOS_A_MICRO = 1e3;

    /** What recording may cost of the throughput. */
    private static final double MOST = 0.02;

    /** Slices that were measured beside each other. */
    static final class Pairs {
        private final List<Slice> with = new ArrayList<>();
        private final List<Slice> without = new ArrayList<>();

        void add(Slice recorded, Slice unrecorded) {
            with.add(recorded);
            without.add(unrecorded);
        }

        /** Returns the last pair in a line. */
        String last() {
            int last = with.size() - 1;
            return String.format(
                    Locale.ROOT,
                    "pair %d: %,.0f messages/s without a recorder, %,.0f with",
                    last + 1,
                    without.get(last).perSecond(),
                    with.get(last).perSecond());
        }

        RecordingFigures figures(EventCost cost) {
            List<Slice> all = new ArrayList<>(with);
            all.addAll(without);
            return new RecordingFigures(
                    with.size(),
                    median(without, Slice::perSecond),
                    median(with, Slice::perSecond),
                    ratio(Slice::perSecond),
                    median(without, Slice::clientMicros),
                    ratio(Slice::clientMicros),
                    median(all, Slice::brokerMicros),
                    cost);
        }

        private MedianOf ratio(ToDoubleFunction<Slice> figure) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < with.size(); i++) {
                ratios.add(figure.applyAsDouble(with.get(i)) / figure.applyAsDouble(without.get(i)));
            }
            return MedianOf.figures(ratios);
        }

        private static double median(List<Slice> slices, ToDoubleFunction<Slice> figure) {
            return MedianOf.figures(slices.stream()
                            .map(slice -> figure.applyAsDouble(slice))
                            .toList())
                    .median();
        }
    }

    /**
     * Returns what the events of a message, its send and its delivery, are of all that it costs: of the CPU of clients
     * and nodes together.
     */
    double shareOfCpu() {
        double eventMicros = (cost.sendNanos() + cost.deliveryNanos()) / NANOS_A_MICRO;
        return eventMicros / (clientMicros + brokerMicros + eventMicros);
    }

    /** Returns the figures as lines for people. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "messages/s    %,.0f without a recorder, %,.0f with; medians of %d",
                unrecordedPerSecond,
                recordedPerSecond,
                pairs));
        lines.add("throughput    " + change(throughput));
        lines.add("clients' CPU  "
                + String.format(Locale.ROOT, "%.2f µs a message without a recorder; with one ", clientMicros)
                + change(clientCpu));
        lines.add(String.format(Locale.ROOT, "nodes' CPU    %.2f µs a message", brokerMicros));
        lines.add(String.format(
                Locale.ROOT,
                "one event     %.0f ns a send with its answer, %.0f ns a delivery: %.1f %% of a message's CPU",
                cost.sendNanos(),
                cost.deliveryNanos(),
                shareOfCpu() * PERCENT));
        lines.add(verdict());
        return lines;
    }

    private static String change(MedianOf ratio) {
        return String.format(
                Locale.ROOT,
                "%+.1f %% (%+.1f to %+.1f with %.0f %%)",
                (ratio.median() - 1) * PERCENT,
                (ratio.low() - 1) * PERCENT,
                (ratio.high() - 1) * PERCENT,
                ratio.confidence() * PERCENT);
    }

    /** Says whether the aim is met, and where that cannot be told. */
    private String verdict() {
        String aim = String.format(Locale.ROOT, "at most %.0f %% of the throughput: ", MOST * PERCENT);
        if (throughput.confidence() >= MedianOf.ENOUGH) {
            if (throughput.low() >= 1 - MOST) {
                return aim + "met";
            }
            if (throughput.high() < 1 - MOST) {
                return aim + "not met";
            }
        }
        return aim + (throughput.median() >= 1 - MOST ? "met by the median" : "not met by the median")
                + ", but that may be chance: more pairs, or a quieter machine, would tell";
    }
}
