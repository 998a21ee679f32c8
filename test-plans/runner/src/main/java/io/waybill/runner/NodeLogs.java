package io.waybill.runner;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.system.Cluster;
import io.waybill.system.NodeReport;
import io.waybill.workload.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Records what the nodes tell in their own logs, as they do. It explains what is found later and proves nothing. One
 * thread at a time.
 */
final class NodeLogs {

    private final Cluster cluster;
    private final Set<Partition> partitions;
    private final Recorder recorder;
    private final Moments moments;

    NodeLogs(Cluster cluster, List<Partition> partitions, Recorder recorder, Moments moments) {
        this.cluster = cluster;
        this.partitions = Set.copyOf(partitions);
        this.recorder = recorder;
        this.moments = moments;
    }

    /** Reads what is new. */
    void read() {
        List<NodeReport> reports = cluster.reports();
        // A log's line has the host's date; a history counts from its own beginning.
        long nowNanos = recorder.now();
        Instant now = Instant.now();
        for (NodeReport report : reports) {
            long atNanos = Math.min(
                    nowNanos, nowNanos - Duration.between(report.at(), now).toNanos());
            // Before the clock began nothing was sent; and a cluster keeps logs of its own, which nobody asked about.
            if (atNanos >= 0 && partitions.contains(report.partition())) {
                record(report, atNanos);
            }
        }
    }

    private void record(NodeReport report, long atNanos) {
        Partition partition = report.partition();
        if (report.kind() == NodeReport.Kind.TRUNCATED) {
            recorder.write(new Event.BrokerFact(
                    Event.FactKind.TRUNCATED,
                    recorder.partition(partition.topic(), partition.number()),
                    report.node(),
                    Event.NONE,
                    report.number(),
                    List.of(),
                    "log of n" + report.node(),
                    atNanos));
        }
        moments.told(report.kind(), report.node(), partition, report.number(), atNanos);
    }
}
