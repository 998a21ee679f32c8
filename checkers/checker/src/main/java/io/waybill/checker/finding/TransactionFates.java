package io.waybill.checker.finding;

import io.waybill.history.MessageId;

/**
 * Is told by the judge of a partition what became of messages that belong to transactions: the second round, keyed by
 * transaction, starts from here.
 *
 * <p>Called from the thread that judges the partition; several partitions are judged at once.
 */
public interface TransactionFates {

    /** A message of a transaction was handed to a consumer by a poll invoked and completed at these times. */
    void delivered(
            int transaction,
            MessageId message,
            long offset,
            int consumer,
            long pollInvokeNanos,
            long pollCompleteNanos);

    /**
     * A message of a transaction that did not certainly abort was never handed to a scope that demonstrably passed its
     * acknowledged offset.
     *
     * @param offset where it was acknowledged
     * @param consumer one of the scope's consumers that passed it
     */
    void missed(int transaction, MessageId message, long offset, int consumer);
}
