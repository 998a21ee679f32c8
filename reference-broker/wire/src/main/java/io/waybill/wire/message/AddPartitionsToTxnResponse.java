package io.waybill.wire.message;

import java.util.List;

/**
 * Which partitions were added.
 *
 * @param error what went wrong (version 4+)
 * @param transactions an entry for each transaction; exactly one before version 4
 */
public record AddPartitionsToTxnResponse(ErrorCode error, List<Transaction> transactions) implements Response {

    /** Copies its lists. */
    public AddPartitionsToTxnResponse {
        transactions = List.copyOf(transactions);
    }

    @Override
    public Api api() {
        return Api.ADD_PARTITIONS_TO_TXN;
    }

    /**
     * What concerns one transaction.
     *
     * @param transactionalId the transactional id; empty when read before version 4
     * @param topics an entry for each topic
     */
    public record Transaction(String transactionalId, List<Topic> topics) {

        /** Copies its lists. */
        public Transaction {
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
