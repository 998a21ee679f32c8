package io.waybill.wire.message;

import java.util.List;

/**
 * Asks where leader epochs end, to find where two logs part (KIP-101, KIP-279, KIP-320).
 *
 * @param replicaId the id of the replica; below 0 for a consumer (version 3+)
 * @param topics an entry for each topic
 */
public record OffsetForLeaderEpochRequest(int replicaId, List<Topic> topics) implements Request {

    /** Copies its lists. */
    public OffsetForLeaderEpochRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.offsetForLeaderEpoch(this);
    }

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
     * @param currentLeaderEpoch the leader epoch that the sender believes in, -1 to have it unchecked
     * @param leaderEpoch the epoch whose end is asked for
     */
    public record Partition(int partition, int currentLeaderEpoch, int leaderEpoch) {}
}
