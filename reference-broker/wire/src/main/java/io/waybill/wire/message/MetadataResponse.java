package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the cluster and who leads what.
 *
 * @param brokers the brokers that are alive
 * @param clusterId the id of the cluster (version 2+)
 * @param controllerId the broker that takes what is for the controller, -1 where unknown (version 1+)
 * @param topics an entry for each topic
 * @param error what went wrong (version 13+)
 */
public record MetadataResponse(
        List<Broker> brokers, @Nullable String clusterId, int controllerId, List<Topic> topics, ErrorCode error)
        implements Response {

    /** Copies its lists. */
    public MetadataResponse {
        brokers = List.copyOf(brokers);
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.METADATA;
    }

    /**
     * What concerns one topic.
     *
     * @param error what went wrong
     * @param topic the name of the topic
     * @param topicId the id of the topic (version 10+)
     * @param isInternal whether the topic is the broker's own (version 1+)
     * @param partitions an entry for each partition
     */
    public record Topic(
            ErrorCode error, @Nullable String topic, UUID topicId, boolean isInternal, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What concerns one partition.
     *
     * @param error what went wrong
     * @param partition the index of the partition
     * @param leaderId the broker that leads, -1 where none does
     * @param leaderEpoch the leader epoch (version 7+)
     * @param replicaNodes the replicas, the preferred leader first
     * @param isrNodes the in-sync replicas
     * @param offlineReplicas the replicas that are not there (version 5+)
     */
    public record Partition(
            ErrorCode error,
            int partition,
            int leaderId,
            int leaderEpoch,
            List<Integer> replicaNodes,
            List<Integer> isrNodes,
            List<Integer> offlineReplicas) {

        /** Copies its lists. */
        public Partition {
            replicaNodes = List.copyOf(replicaNodes);
            isrNodes = List.copyOf(isrNodes);
            offlineReplicas = List.copyOf(offlineReplicas);
        }
    }

    /**
     * One broker.
     *
     * @param nodeId the id of the node
     * @param host the host to connect to
     * @param port the port to connect to
     * @param rack the rack of the node, null where not told (version 1+)
     */
    public record Broker(
            int nodeId, String host, int port, @Nullable String rack) {}
}
