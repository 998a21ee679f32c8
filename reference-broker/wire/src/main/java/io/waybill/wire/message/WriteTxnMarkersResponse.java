package io.waybill.wire.message;

import java.util.List;

/**
 * Which markers were appended.
 *
 * @param markers an entry for each producer
 */
public record WriteTxnMarkersResponse(List<Marker> markers) implements Response {

    /** Copies its lists. */
    public WriteTxnMarkersResponse {
        markers = List.copyOf(markers);
    }

    @Override
    public Api api() {
        return Api.WRITE_TXN_MARKERS;
    }

    /**
     * What concerns one producer.
     *
     * @param producerId the producer id
     * @param topics an entry for each topic
     */
    public record Marker(long producerId, List<Topic> topics) {

        /** Copies its lists. */
        public Marker {
            topics = List.copyOf(topics);
        }
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
     */
    public record Partition(int partition, ErrorCode error) {}
}
