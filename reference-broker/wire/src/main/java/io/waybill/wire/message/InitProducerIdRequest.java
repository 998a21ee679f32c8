package io.waybill.wire.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a producer id, or for the next epoch of one; fences who had it before.
 *
 * @param transactionalId the transactional id, null for a producer without transactions
 * @param transactionTimeoutMs after how long the coordinator aborts a transaction, in milliseconds
 * @param producerId the producer id that the producer has, -1 for none (version 3+)
 * @param producerEpoch the epoch that the producer has, -1 for none (version 3+)
 */
public record InitProducerIdRequest(
        @Nullable String transactionalId, int transactionTimeoutMs, long producerId, short producerEpoch)
        implements Request {

    @Override
    public Api api() {
        return Api.INIT_PRODUCER_ID;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.initProducerId(this);
    }
}
