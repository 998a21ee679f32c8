package io.waybill.wire.message;

import java.util.List;

/**
 * The transactional ids that a broker coordinates.
 *
 * @param error what went wrong
 * @param unknownStates the states asked for that do not exist
 * @param transactions what concerns each transactional id
 */
public record ListTransactionsResponse(ErrorCode error, List<String> unknownStates, List<Transaction> transactions)
        implements Response {

    /** Copies its lists. */
    public ListTransactionsResponse {
        unknownStates = List.copyOf(unknownStates);
        transactions = List.copyOf(transactions);
    }

    @Override
    public Api api() {
        return Api.LIST_TRANSACTIONS;
    }

    /**
     * What concerns one transactional id.
     *
     * @param transactionalId the transactional id
     * @param producerId the producer id
     * @param state the name of the state of its transaction
     */
    public record Transaction(String transactionalId, long producerId, String state) {}
}
