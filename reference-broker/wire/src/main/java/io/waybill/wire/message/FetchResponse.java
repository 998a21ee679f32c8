package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record batches of each partition, and how far they may be believed.
 *
 * @param error what went wrong (version 7+)
 * @param sessionId the fetch session, 0 for none (version 7+)
 * @param topics an entry for each topic
 * @param nodeEndpoints where the leaders named here are found (version 16+)
 */
public record FetchResponse(ErrorCode error, int sessionId, List<Topic> topics, List<NodeEndpoint> nodeEndpoints)
        implements Response {

    /** Copies its lists. */
    public FetchResponse {
        topics = List.copyOf(topics);
        nodeEndpoints = List.copyOf(nodeEndpoints);
    }

    @Override
    public Api api() {
        return Api.FETCH;
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
     * @param highWatermark the offset below which all in-sync replicas have everything
     * @param lastStableOffset the offset before which every transaction is decided, -1 where unknown
     * @param logStartOffset the first offset that is still there, -1 where unknown (version 5+)
     * @param divergingEpoch the leader's last epoch at or below the follower's, and its end; (-1, -1) where they agree
     *     (version 12+)
     * @param currentLeader who leads instead; (-1, -1) where there is nothing to say (version 12+)
     * @param abortedTransactions the aborted transactions that a reader of committed data must skip, null where it did
     *     not ask
     * @param preferredReadReplica the replica to read from instead, -1 for none (version 11+)
     * @param records record batches, one after the other
     */
    public record Partition(
            int partition,
            ErrorCode error,
            long highWatermark,
            long lastStableOffset,
            long logStartOffset,
            DivergingEpoch divergingEpoch,
            LeaderIdAndEpoch currentLeader,
            @Nullable List<AbortedTransaction> abortedTransactions,
            int preferredReadReplica,
            @Nullable Payload records) {

        /** Copies its lists. */
        public Partition {
            abortedTransactions = abortedTransactions == null ? null : List.copyOf(abortedTransactions);
        }
    }

    /**
     * A transaction that was aborted.
     *
     * @param producerId the producer id of the transaction
     * @param firstOffset the offset of the transaction's first record
     */
    public record AbortedTransaction(long producerId, long firstOffset) {}

    /**
     * Where the two logs may still agree.
     *
     * @param epoch the leader epoch, -1 where there is none
     * @param endOffset the offset after the last of the epoch, -1 where unknown
     */
    public record DivergingEpoch(int epoch, long endOffset) {}
}
