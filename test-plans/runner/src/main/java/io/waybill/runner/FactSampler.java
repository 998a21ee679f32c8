package io.waybill.runner;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.ClusterView;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.workload.Moments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cluster who leads and who is in sync, and records it when it changes. It explains what is found later and
 * proves nothing. {@link #sample} and {@link #sampleQuorum} may be called by two threads.
 */
final class FactSampler {

    private static final String SOURCE = "admin";

    private final ClusterView view;
    private final Map<Partition, Integer> ids = new HashMap<>();
    private final Recorder recorder;
    private final Moments moments;
    private final Map<Partition, PartitionView> recorded = new HashMap<>();

    FactSampler(ClusterView view, List<Partition> partitions, Recorder recorder, Moments moments) {
        this.view = view;
        this.recorder = recorder;
        this.moments = moments;
        partitions.forEach(each -> ids.put(each, recorder.partition(each.topic(), each.number())));
    }

    /** Asks once about every partition. A cluster that does not answer now is asked again next time. */
    void sample() {
        try {
            ids.forEach((partition, id) -> {
                long askedNanos = recorder.now();
                PartitionView seen = view.describe(partition);
                moments.seen(seen, askedNanos);
                record(id, seen, recorded.put(partition, seen));
            });
        } catch (ClusterUnavailableException e) {
            // Under faults this is to be expected. One silence ends the round: each may take seconds.
            return;
        }
    }

    /** Asks once about the quorum. */
    void sampleQuorum() {
        try {
            moments.seen(view.quorum());
        } catch (ClusterUnavailableException e) {
            // As above.
            return;
        }
    }

    private void record(int id, PartitionView now, @Nullable PartitionView before) {
        if (before == null || before.leader() != now.leader() || before.leaderEpoch() != now.leaderEpoch()) {
            recorder.fact(
                    Event.FactKind.LEADER, id, now.leader(), now.leaderEpoch(), Event.NO_OFFSET, List.of(), SOURCE);
        }
        if (before == null || !before.inSync().equals(now.inSync())) {
            recorder.fact(
                    Event.FactKind.ISR, id, now.leader(), now.leaderEpoch(), Event.NO_OFFSET, now.inSync(), SOURCE);
        }
    }
}
