package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;

/**
 * Reads record batches: a consumer reads what is replicated, a follower everything that it lacks.
 *
 * @param replicaId the id of the replica; below 0 for a consumer
 * @param replicaEpoch the broker epoch of the replica, -1 for a consumer (version 15+)
 * @param maxWaitMs how long to wait for enough bytes, in milliseconds
 * @param minBytes how many bytes are worth an answer before the wait is over
 * @param maxBytes how many bytes are wanted at most
 * @param isolationLevel 0 everything up to the high watermark, 1 committed transactions only
 * @param sessionId the fetch session, 0 for none (version 7+)
 * @param sessionEpoch counts the requests of the fetch session; -1 for no session (version 7+)
 * @param topics an entry for each topic
 * @param forgottenTopics what leaves the fetch session (version 7+)
 * @param rackId the rack of the consumer, empty where not told (version 11+)
 */
public record FetchRequest(
        int replicaId,
        long replicaEpoch,
        int maxWaitMs,
        int minBytes,
        int maxBytes,
        byte isolationLevel,
        int sessionId,
        int sessionEpoch,
        List<Topic> topics,
        List<ForgottenTopic> forgottenTopics,
        String rackId)
        implements Request {

    /** Copies its lists. */
    public FetchRequest {
        topics = List.copyOf(topics);
        forgottenTopics = List.copyOf(forgottenTopics);
    }

    @Override
    public Api api() {
        return Api.FETCH;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.fetch(this);
    }

    /**
     * Partitions of one topic that leave the fetch session.
     *
     * @param topic the name of the topic; empty where the version has its id instead (up to version 12)
     * @param topicId the id of the topic; zero where the version has its name instead (version 13+)
     * @param partitions an entry for each partition
     */
    public record ForgottenTopic(String topic, UUID topicId, List<Integer> partitions) {

        /** Copies its lists. */
        public ForgottenTopic {
            partitions = List.copyOf(partitions);
        }
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
     * @param currentLeaderEpoch the leader epoch that the sender believes in, -1 to have it unchecked (version 9+)
     * @param fetchOffset the offset of the first record wanted
     * @param lastFetchedEpoch the leader epoch of the follower's last record, -1 where it has none (version 12+)
     * @param logStartOffset the follower's first offset, -1 from a consumer (version 5+)
     * @param maxBytes how many bytes are wanted at most
     * @param highWatermark the high watermark that the follower knows, the largest number where unknown (version 18+)
     */
    public record Partition(
            int partition,
            int currentLeaderEpoch,
            long fetchOffset,
            int lastFetchedEpoch,
            long logStartOffset,
            int maxBytes,
            long highWatermark) {}
}
