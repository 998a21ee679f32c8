package io.waybill.server.metrics;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.rpc.RequestWatch;
import io.waybill.server.net.Traffic;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What one life of a node counts. Each method only adds; any thread may call it, and any may write the page. */
public final class NodeMeters {

    private final List<String> flaws;
    private final RequestMeter clientRequests = new RequestMeter("client");
    private final RequestMeter controllerRequests = new RequestMeter("controller");
    private final LongAdder appendedRecords = new LongAdder();
    private final LongAdder appendedBytes = new LongAdder();
    private final LongAdder truncations = new LongAdder();
    private final LongAdder offlineReplicas = new LongAdder();
    private final LongAdder isrShrinks = new LongAdder();
    private final LongAdder isrExpands = new LongAdder();
    private final LongAdder elections = new LongAdder();
    private final LongAdder writtenBytes = new LongAdder();
    private final LongAdder diskFailures = new LongAdder();
    private final Histogram flushes = new Histogram();
    private volatile boolean isFenced = true;

    /**
     * Nothing is counted yet.
     *
     * @param mutants the flaws that were planted
     */
    public NodeMeters(BrokerMutants mutants) {
        this.flaws = ids(mutants);
    }

    /** Returns the ids of flaws. */
    public static List<String> ids(BrokerMutants mutants) {
        return Stream.of(
                        mutants.replication().stream().map(each -> each.id()),
                        mutants.log().on().stream().map(each -> each.id()),
                        mutants.metadata().on().stream().map(each -> each.id()),
                        mutants.quorum().on().stream().map(each -> each.id()))
                .flatMap(ids -> ids)
                .toList();
    }

    /** Returns who counts the requests of clients. */
    public RequestWatch clientRequests() {
        return clientRequests;
    }

    /** Returns who counts the requests of brokers to a controller. */
    public RequestWatch controllerRequests() {
        return controllerRequests;
    }

    /** A log has grown. */
    public void appended(long records, long bytes) {
        appendedRecords.add(records);
        appendedBytes.add(bytes);
    }

    /** A follower cut something off. */
    public void truncated() {
        truncations.increment();
    }

    /** A replica's log has failed. */
    public void replicaOffline() {
        offlineReplicas.increment();
    }

    /** A replica that had failed is a replica of this node no more. */
    public void offlineReplicaRemoved() {
        offlineReplicas.decrement();
    }

    /** The committed ISR of a partition that is led here has changed. */
    public void isrChanged(List<Integer> before, List<Integer> after) {
        if (!after.containsAll(before)) {
            isrShrinks.increment();
        }
        if (!before.containsAll(after)) {
            isrExpands.increment();
        }
    }

    /** A partition is led here from now on. */
    public void leads() {
        elections.increment();
    }

    /** The node may lead, or no longer. */
    public void fenced(boolean fenced) {
        isFenced = fenced;
    }

    /** Bytes were given to the system for a file. */
    public void wrote(long bytes) {
        writtenBytes.add(bytes);
    }

    /** A file was forced to the device. */
    public void forced(long nanos) {
        flushes.add(nanos);
    }

    /** The system has refused something. */
    public void diskFailed() {
        diskFailures.increment();
    }

    /** Writes down everything that is counted, and what went over sockets. */
    public void write(Page page, Traffic traffic) {
        clientRequests.write(page);
        controllerRequests.write(page);
        page.add(Metric.APPENDED_RECORDS, appendedRecords.sum());
        page.add(Metric.APPENDED_BYTES, appendedBytes.sum());
        page.add(Metric.TRUNCATIONS, truncations.sum());
        page.add(Metric.REPLICAS_OFFLINE, offlineReplicas.sum());
        page.add(Metric.ISR_SHRINKS, isrShrinks.sum());
        page.add(Metric.ISR_EXPANDS, isrExpands.sum());
        page.add(Metric.LEADER_ELECTIONS, elections.sum());
        page.add(Metric.FENCED, isFenced ? 1 : 0);
        page.add(Metric.DISK_WRITTEN_BYTES, writtenBytes.sum());
        page.add(Metric.DISK_FLUSH_DURATION, flushes);
        page.add(Metric.DISK_FAILURES, diskFailures.sum());
        page.add(Metric.PLANTED_FLAWS, flaws.size());
        flaws.forEach(flaw -> page.add(Metric.PLANTED_FLAW, 1, flaw));
        page.add(Metric.RECEIVED_BYTES, traffic.receivedBytes());
        page.add(Metric.SENT_BYTES, traffic.sentBytes());
        page.add(Metric.CONNECTIONS, traffic.openConnections());
        page.add(Metric.CONNECTIONS_ACCEPTED, traffic.acceptedConnections());
        page.add(Metric.CONNECTIONS_REFUSED, traffic.refusedConnections());
        page.add(Metric.CONNECTIONS_TIMED_OUT, traffic.timedOutConnections());
        page.add(Metric.CONNECTIONS_SLOW, traffic.slowConnections());
        page.add(Metric.FRAMES_REFUSED, traffic.badFrames());
        page.add(Metric.FRAMES_PARTIAL, traffic.partialFrameBytes());
        ProcessMeters.write(page);
    }
}
