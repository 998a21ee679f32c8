package io.waybill.wire.message;

import java.util.List;

/**
 * Where the leader epochs end.
 *
 * @param topics an entry for each topic
 */
public record OffsetForLeaderEpochResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public OffsetForLeaderEpochResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.OFFSET_FOR_LEADER_EPOCH;
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
     * @param error what went wrong
     * @param partition the index of the partition
     * @param leaderEpoch the last epoch at or below the one asked for, -1 where there is none
     * @param endOffset the offset after the last of the epoch, -1 where unknown
     */
    public record Partition(ErrorCode error, int partition, int leaderEpoch, long endOffset) {}
}
