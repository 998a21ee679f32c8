package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks which transactional ids a broker coordinates.
 *
 * @param states only those in these states; empty for all
 * @param producerIds only those of these producers; empty for all
 * @param durationMs only those whose transaction is open for longer, in milliseconds; negative for all (version 1+)
 * @param pattern a regular expression for the ids; null or empty for all (version 2+)
 */
public record ListTransactionsRequest(
        List<String> states,
        List<Long> producerIds,
        long durationMs,
        @Nullable String pattern) implements Request {

    /** Copies its lists. */
    public ListTransactionsRequest {
        states = List.copyOf(states);
        producerIds = List.copyOf(producerIds);
    }

    @Override
    public Api api() {
        return Api.LIST_TRANSACTIONS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.listTransactions(this);
    }
}
