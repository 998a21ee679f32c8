package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of the controller quorum.
 *
 * @param error what went wrong
 * @param errorMessage what went wrong, in words (version 2+)
 * @param topics an entry for each topic
 * @param nodes where the nodes of the quorum are found (version 2+)
 */
public record DescribeQuorumResponse(
        ErrorCode error, @Nullable String errorMessage, List<Topic> topics, List<Node> nodes) implements Response {

    /** Copies its lists. */
    public DescribeQuorumResponse {
        topics = List.copyOf(topics);
        nodes = List.copyOf(nodes);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_QUORUM;
    }

    /**
     * One node.
     *
     * @param nodeId the id of the node
     * @param listeners where the node listens
     */
    public record Node(int nodeId, List<Listener> listeners) {

        /** Copies its lists. */
        public Node {
            listeners = List.copyOf(listeners);
        }
    }

    /**
     * A place where the node listens.
     *
     * @param name the name
     * @param host the host to connect to
     * @param port the port to connect to
     */
    public record Listener(String name, String host, int port) {}

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic
     * @param partitions an entry for each partition
     */
    public record Topic(String topic, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What concerns one partition.
     *
     * @param partition the index of the partition
     * @param error what went wrong
     * @param errorMessage what went wrong, in words (version 2+)
     * @param leaderId the broker that leads, -1 where none does
     * @param leaderEpoch the leader epoch
     * @param highWatermark the offset below which all in-sync replicas have everything
     * @param currentVoters the voters of the quorum
     * @param observers who follows the quorum without a vote
     */
    public record Partition(
            int partition,
            ErrorCode error,
            @Nullable String errorMessage,
            int leaderId,
            int leaderEpoch,
            long highWatermark,
            List<Replica> currentVoters,
            List<Replica> observers) {

        /** Copies its lists. */
        public Partition {
            currentVoters = List.copyOf(currentVoters);
            observers = List.copyOf(observers);
        }
    }

    /**
     * One replica.
     *
     * @param replicaId the id of the replica; below 0 for a consumer
     * @param replicaDirectoryId the id of the log directory that has the replica (version 2+)
     * @param logEndOffset the offset after its last record
     * @param lastFetchTimestamp when it last fetched, in milliseconds, -1 where unknown (version 1+)
     * @param lastCaughtUpTimestamp when it last had everything, in milliseconds, -1 where unknown (version 1+)
     */
    public record Replica(
            int replicaId,
            UUID replicaDirectoryId,
            long logEndOffset,
            long lastFetchTimestamp,
            long lastCaughtUpTimestamp) {}
}
