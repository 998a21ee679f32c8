package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Appends record batches to partitions.
 *
 * @param transactionalId the transactional id, null for a producer without transactions
 * @param acks how many must have it before the answer: 0 nobody and no answer, 1 the leader, -1 all in-sync replicas
 * @param timeoutMs how long to wait, in milliseconds
 * @param topics an entry for each topic
 */
public record ProduceRequest(@Nullable String transactionalId, short acks, int timeoutMs, List<Topic> topics)
        implements Request {

    /** Copies its lists. */
    public ProduceRequest {
        topics = List.copyOf(topics);
    }

    /** Returns whether the sender waits for an answer; without it nothing may be sent back. */
    public boolean expectsResponse() {
        return acks != 0;
    }

    @Override
    public Api api() {
        return Api.PRODUCE;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.produce(this);
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
     * @param records record batches, one after the other
     */
    public record Partition(int partition, @Nullable Payload records) {}
}
