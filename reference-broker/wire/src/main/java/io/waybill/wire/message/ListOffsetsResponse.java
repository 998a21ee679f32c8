package io.waybill.wire.message;

import java.util.List;

/**
 * The offsets found.
 *
 * @param topics an entry for each topic
 */
public record ListOffsetsResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public ListOffsetsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.LIST_OFFSETS;
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
     * @param error what went wrong
     * @param timestamp a time in milliseconds; in a question also -1 for the end and -2 for the beginning
     * @param offset the first offset at or after the time, -1 where there is none
     * @param leaderEpoch the leader epoch (version 4+)
     */
    public record Partition(int partition, ErrorCode error, long timestamp, long offset, int leaderEpoch) {}
}
