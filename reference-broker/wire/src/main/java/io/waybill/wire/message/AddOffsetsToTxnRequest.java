package io.waybill.wire.message;

/**
 * Adds a group's offsets to a transaction.
 *
 * @param transactionalId the transactional id
 * @param producerId the producer id
 * @param producerEpoch the epoch of the producer id
 * @param groupId the group
 */
public record AddOffsetsToTxnRequest(String transactionalId, long producerId, short producerEpoch, String groupId)
        implements Request {

    @Override
    public Api api() {
        return Api.ADD_OFFSETS_TO_TXN;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.addOffsetsToTxn(this);
    }
}
