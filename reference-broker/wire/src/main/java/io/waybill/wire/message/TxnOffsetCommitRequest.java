package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores offsets that count once the transaction commits.
 *
 * @param transactionalId the transactional id
 * @param groupId the group
 * @param producerId the producer id
 * @param producerEpoch the epoch of the producer id
 * @param generation the generation of the group, or the epoch of the member (version 3+)
 * @param memberId the member (version 3+)
 * @param groupInstanceId the name of a static member, null for a dynamic one (version 3+)
 * @param topics an entry for each topic
 */
public record TxnOffsetCommitRequest(
        String transactionalId,
        String groupId,
        long producerId,
        short producerEpoch,
        int generation,
        String memberId,
        @Nullable String groupInstanceId,
        List<Topic> topics)
        implements Request {

    /** Copies its lists. */
    public TxnOffsetCommitRequest {
        topics = List.copyOf(topics);
    }

    @Override
    public Api api() {
        return Api.TXN_OFFSET_COMMIT;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.txnOffsetCommit(this);
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
     * @param committedOffset the offset of the next record to consume, -1 where none is committed
     * @param committedLeaderEpoch the leader epoch of the last record consumed, -1 where unknown (version 2+)
     * @param committedMetadata what the consumer wants to find beside its offset
     */
    public record Partition(
            int partition,
            long committedOffset,
            int committedLeaderEpoch,
            @Nullable String committedMetadata) {}
}
