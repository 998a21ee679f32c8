package io.waybill.wire.message;

import java.util.List;

/**
 * Where the partitions begin now.
 *
 * @param topics an entry for each topic
 */
public record DeleteRecordsResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public DeleteRecordsResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DELETE_RECORDS;
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
     * @param lowWatermark the first offset that is still there on all replicas
     * @param error what went wrong
     */
    public record Partition(int partition, long lowWatermark, ErrorCode error) {}
}
