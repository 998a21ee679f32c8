package io.waybill.wire.message;

/**
 * Commits or aborts a transaction.
 *
 * @param transactionalId the transactional id
 * @param producerId the producer id
 * @param producerEpoch the epoch of the producer id
 * @param committed true to commit, false to abort
 */
public record EndTxnRequest(String transactionalId, long producerId, short producerEpoch, boolean committed)
        implements Request {

    @Override
    public Api api() {
        return Api.END_TXN;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.endTxn(this);
    }
}
