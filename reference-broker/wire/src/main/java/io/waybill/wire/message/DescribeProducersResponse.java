package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The producers that partitions remember.
 *
 * @param topics an entry for each topic
 */
public record DescribeProducersResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public DescribeProducersResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_PRODUCERS;
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
     * @param errorMessage what went wrong, in words
     * @param activeProducers the producers that the partition remembers
     */
    public record Partition(
            int partition, ErrorCode error, @Nullable String errorMessage, List<Producer> activeProducers) {

        /** Copies its lists. */
        public Partition {
            activeProducers = List.copyOf(activeProducers);
        }
    }

    /**
     * A producer that a partition remembers.
     *
     * @param producerId the producer id
     * @param producerEpoch the epoch of the producer id
     * @param lastSequence the last sequence number appended, -1 where unknown
     * @param lastTimestamp when it last appended, in milliseconds, -1 where unknown
     * @param coordinatorEpoch the epoch of the transaction coordinator
     * @param currentTxnStartOffset where its open transaction begins, -1 where none is open
     */
    public record Producer(
            long producerId,
            int producerEpoch,
            int lastSequence,
            long lastTimestamp,
            int coordinatorEpoch,
            long currentTxnStartOffset) {}
}
