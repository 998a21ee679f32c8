package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;

/**
 * Proposes in-sync replicas; sent by a leader to the controller (KIP-497, KIP-903).
 *
 * @param brokerId the id of the broker
 * @param brokerEpoch the epoch of the broker's registration
 * @param topics an entry for each topic
 */
public record AlterPartitionRequest(int brokerId, long brokerEpoch, List<Topic> topics) implements Request {

    /** Copies its lists. */
    public AlterPartitionRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.ALTER_PARTITION;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.alterPartition(this);
    }

    /**
     * What concerns one topic.
     *
     * @param topicId the id of the topic
     * @param partitions an entry for each partition
     */
    public record Topic(UUID topicId, List<Partition> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * What concerns one partition.
     *
     * @param partition the index of the partition
     * @param leaderEpoch the leader epoch
     * @param newIsr the in-sync replicas as the leader would have them (version 3+)
     * @param leaderRecoveryState 0 the leader was in sync when elected, 1 it recovers from an unclean election
     * @param partitionEpoch grows with each change of the partition's in-sync replicas or leader
     */
    public record Partition(
            int partition, int leaderEpoch, List<Replica> newIsr, byte leaderRecoveryState, int partitionEpoch) {

        /** Copies its lists. */
        public Partition {
            newIsr = List.copyOf(newIsr);
        }
    }

    /**
     * One replica.
     *
     * @param brokerId the id of the broker
     * @param brokerEpoch the epoch of the broker's registration
     */
    public record Replica(int brokerId, long brokerEpoch) {}
}
