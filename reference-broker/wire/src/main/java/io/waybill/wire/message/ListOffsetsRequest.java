package io.waybill.wire.message;

import java.util.List;

/**
 * Asks for the offset that belongs to a time, the beginning or the end of a partition.
 *
 * @param replicaId the id of the replica; below 0 for a consumer
 * @param isolationLevel 0 everything up to the high watermark, 1 committed transactions only (version 2+)
 * @param topics an entry for each topic
 * @param timeoutMs how long to wait, in milliseconds (version 10+)
 */
public record ListOffsetsRequest(int replicaId, byte isolationLevel, List<Topic> topics, int timeoutMs)
        implements Request {

    /** Copies its lists. */
    public ListOffsetsRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.LIST_OFFSETS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.listOffsets(this);
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
     * @param currentLeaderEpoch the leader epoch that the sender believes in, -1 to have it unchecked (version 4+)
     * @param timestamp a time in milliseconds; in a question also -1 for the end and -2 for the beginning
     */
    public record Partition(int partition, int currentLeaderEpoch, long timestamp) {}
}
