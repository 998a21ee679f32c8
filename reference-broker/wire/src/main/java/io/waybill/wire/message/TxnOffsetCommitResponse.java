package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;

/**
 * Which offsets were stored.
 *
 * @param topics an entry for each topic
 */
public record TxnOffsetCommitResponse(List<Topic> topics) implements Response {

    /** Copies its lists. */
    public TxnOffsetCommitResponse {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.TXN_OFFSET_COMMIT;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic; empty where the version has its id instead (up to version 5)
     * @param topicId the id of the topic; zero where the version has its name instead (version 6+)
     * @param partitions an entry for each partition
     */
    public record Topic(String topic, UUID topicId, List<Partition> partitions) {

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
