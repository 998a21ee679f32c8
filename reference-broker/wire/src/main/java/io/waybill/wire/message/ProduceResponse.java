package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the record batches went, or why they did not.
 *
 * @param topics an entry for each topic
 * @param nodeEndpoints where the leaders named here are found (version 10+)
 */
public record ProduceResponse(List<Topic> topics, List<NodeEndpoint> nodeEndpoints) implements Response {

    /** Copies its lists. */
    public ProduceResponse {
        topics = List.copyOf(topics);
        nodeEndpoints = List.copyOf(nodeEndpoints);
    }

    @Override
    public Api api() {
        return Api.PRODUCE;
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic; empty where the version has its id instead (up to version 12)
     * @param topicId the id of the topic; zero where the version has its name instead (version 13+)
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
     * @param baseOffset the offset that the first record got, -1 where none was appended
     * @param logAppendTimeMs the time stamped on the records by the broker, -1 where the producer stamped them
     * @param logStartOffset the first offset that is still there, -1 where unknown (version 5+)
     * @param recordErrors the records because of which the batch was refused (version 8+)
     * @param errorMessage what went wrong, in words (version 8+)
     * @param currentLeader who leads instead; (-1, -1) where there is nothing to say (version 10+)
     */
    public record Partition(
            int partition,
            ErrorCode error,
            long baseOffset,
            long logAppendTimeMs,
            long logStartOffset,
            List<RecordError> recordErrors,
            @Nullable String errorMessage,
            LeaderIdAndEpoch currentLeader) {

        /** Copies its lists. */
        public Partition {
            recordErrors = List.copyOf(recordErrors);
        }
    }

    /**
     * A record that was refused, and why.
     *
     * @param batchIndex the index of the refused record in its batch
     * @param message what is wrong with the record, in words
     */
    public record RecordError(int batchIndex, @Nullable String message) {}
}
