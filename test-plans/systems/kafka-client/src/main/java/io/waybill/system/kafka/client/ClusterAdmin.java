package io.waybill.system.kafka.client;

import io.waybill.fault.ClusterView;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.Cluster.Bounds;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Asks a cluster about itself, and sets it up. May be used by several threads. Whoever gets no answer in time throws
 * {@link io.waybill.fault.ClusterUnavailableException}.
 */
public interface ClusterAdmin extends ClusterView, AutoCloseable {

    /** Creates topics that are not there. A broker that is slow to start may take as long as it starts. */
    void createTopics(List<TopicSpec> topics, Duration deadline);

    /** Returns all partitions of the topics. */
    List<PartitionView> describe(Collection<String> topics);

    /**
     * Returns what keeps the controllers from being whole; empty where nothing does.
     *
     * @param lag how far a controller may be behind and still count as up to date
     */
    String quorumGap(long lag);

    /** Returns how far each partition can be read. */
    Map<Partition, Bounds> bounds(Collection<Partition> partitions, Duration deadline);

    /** Ends it, without waiting for anybody. */
    @Override
    void close();
}
