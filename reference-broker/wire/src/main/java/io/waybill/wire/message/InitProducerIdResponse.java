package io.waybill.wire.message;

/**
 * The producer id and its epoch.
 *
 * @param error what went wrong
 * @param producerId the producer id
 * @param producerEpoch the epoch of the producer id
 */
public record InitProducerIdResponse(ErrorCode error, long producerId, short producerEpoch) implements Response {

    @Override
    public Api api() {
        return Api.INIT_PRODUCER_ID;
    }
}
