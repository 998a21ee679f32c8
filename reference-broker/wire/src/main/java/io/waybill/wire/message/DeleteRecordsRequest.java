package io.waybill.wire.message;

import java.util.List;

/**
 * Deletes the records before an offset.
 *
 * @param topics an entry for each topic
 * @param timeoutMs how long to wait, in milliseconds
 */
public record DeleteRecordsRequest(List<Topic> topics, int timeoutMs) implements Request {

    /** Copies its lists. */
    public DeleteRecordsRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DELETE_RECORDS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.deleteRecords(this);
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
     * @param offset the first offset to keep, -1 for the high watermark
     */
    public record Partition(int partition, long offset) {}
}
