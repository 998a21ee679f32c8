package io.waybill.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one reading of all metrics has found; for one thread. */
public final class Page {

    private static final String TOTAL = "_total";
    private static final String INFO = "_info";

    private final Map<Metric, CounterSnapshot.Builder> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, GaugeSnapshot.Builder> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, HistogramSnapshot.Builder> histograms = new EnumMap<>(Metric.class);
    private final Map<Metric, SummarySnapshot.Builder> summaries = new EnumMap<>(Metric.class);
    private final Map<Metric, InfoSnapshot.Builder> infos = new EnumMap<>(Metric.class);

    /** Makes an empty one. */
    public Page() {}

    /** Notes a value of a counter or a gauge; labels in the order of the metric's. */
    public void add(Metric metric, double value, String... labels) {
        if (metric.kind() == Metric.Kind.COUNTER) {
            counters.computeIfAbsent(
                            metric,
                            it -> CounterSnapshot.builder()
                                    .name(base(it, TOTAL))
                                    .help(it.help()))
                    .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .value(value)
                            .labels(labels(metric, labels))
                            .build());
        } else {
            require(metric, Metric.Kind.GAUGE);
            gauges.computeIfAbsent(
                            metric,
                            it -> GaugeSnapshot.builder().name(it.title()).help(it.help()))
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(value)
                            .labels(labels(metric, labels))
                            .build());
        }
    }

    /** Notes a number. */
    public void add(Metric metric, long value, String... labels) {
        add(metric, (double) value, labels);
    }

    void add(Metric metric, Histogram histogram, String... labels) {
        require(metric, Metric.Kind.HISTOGRAM);
        histograms
                .computeIfAbsent(
                        metric,
                        it -> HistogramSnapshot.builder().name(it.title()).help(it.help()))
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(Histogram.bounds(), histogram.counts()))
                        .sum(histogram.sum())
                        .labels(labels(metric, labels))
                        .build());
    }

    void add(Metric metric, long count, double sum, String... labels) {
        require(metric, Metric.Kind.SUMMARY);
        summaries
                .computeIfAbsent(
                        metric, it -> SummarySnapshot.builder().name(it.title()).help(it.help()))
                .dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                        .count(count)
                        .sum(sum)
                        .labels(labels(metric, labels))
                        .build());
    }

    void info(Metric metric, String... labels) {
        require(metric, Metric.Kind.INFO);
        infos.computeIfAbsent(
                        metric,
                        it -> InfoSnapshot.builder().name(base(it, INFO)).help(it.help()))
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labels(metric, labels))
                        .build());
    }

    MetricSnapshots snapshots() {
        var all = MetricSnapshots.builder();
        counters.values().forEach(it -> all.metricSnapshot(it.build()));
        gauges.values().forEach(it -> all.metricSnapshot(it.build()));
        histograms.values().forEach(it -> all.metricSnapshot(it.build()));
        summaries.values().forEach(it -> all.metricSnapshot(it.build()));
        infos.values().forEach(it -> all.metricSnapshot(it.build()));
        return all.build();
    }

    private static void require(Metric metric, Metric.Kind kind) {
        if (metric.kind() != kind) {
            throw new IllegalArgumentException(
                    metric.title() + " must be noted as a " + metric.kind().word());
        }
    }

    /** The library adds the ending itself. */
    private static String base(Metric metric, String ending) {
        return metric.title().substring(0, metric.title().length() - ending.length());
    }

    private static Labels labels(Metric metric, String... values) {
        return Labels.of(metric.labels(), List.of(values));
    }
}
