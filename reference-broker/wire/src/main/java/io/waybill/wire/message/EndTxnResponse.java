package io.waybill.wire.message;

/**
 * Whether the decision stands, and how the next transaction begins.
 *
 * @param error what went wrong
 * @param producerId the producer id of the next transaction, -1 where it stays (version 5+)
 * @param producerEpoch the epoch of the next transaction, -1 where it stays (version 5+)
 */
public record EndTxnResponse(ErrorCode error, long producerId, short producerEpoch) implements Response {

    @Override
    public Api api() {
        return Api.END_TXN;
    }
}
