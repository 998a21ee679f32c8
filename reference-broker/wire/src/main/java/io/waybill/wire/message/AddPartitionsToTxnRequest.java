package io.waybill.wire.message;

import java.util.List;

/**
 * Adds partitions to transactions, before the first record goes there.
 *
 * @param transactions an entry for each transaction; exactly one before version 4
 */
public record AddPartitionsToTxnRequest(List<Transaction> transactions) implements Request {

    /** Copies its lists. */
    public AddPartitionsToTxnRequest {
        transactions = List.copyOf(transactions);
    }

    @Override
    public Api api() {
        return Api.ADD_PARTITIONS_TO_TXN;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.addPartitionsToTxn(this);
    }

    /**
     * What concerns one transaction.
     *
     * @param transactionalId the transactional id
     * @param producerId the producer id
     * @param producerEpoch the epoch of the producer id
     * @param verifyOnly true to ask whether the partitions are in the transaction, without adding them
     * @param topics an entry for each topic
     */
    public record Transaction(
            String transactionalId, long producerId, short producerEpoch, boolean verifyOnly, List<Topic> topics) {

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
    public record Topic(String topic, List<Integer> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }
}
