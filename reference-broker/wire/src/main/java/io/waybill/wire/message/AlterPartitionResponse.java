package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;

/**
 * The state of the partitions as the controller has it.
 *
 * @param error what went wrong
 * @param topics an entry for each topic
 */
public record AlterPartitionResponse(ErrorCode error, List<Topic> topics) implements Response {

    /** Copies its lists. */
    public AlterPartitionResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.ALTER_PARTITION;
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
     * @param error what went wrong
     * @param leaderId the broker that leads, -1 where none does
     * @param leaderEpoch the leader epoch
     * @param isr the in-sync replicas
     * @param leaderRecoveryState 0 the leader was in sync when elected, 1 it recovers from an unclean election
     * @param partitionEpoch grows with each change of the partition's in-sync replicas or leader
     */
    public record Partition(
            int partition,
            ErrorCode error,
            int leaderId,
            int leaderEpoch,
            List<Integer> isr,
            byte leaderRecoveryState,
            int partitionEpoch) {

        /** Copies its lists. */
        public Partition {
            isr = List.copyOf(isr);
        }
    }
}
