package io.waybill.wire.message;

/**
 * A block of producer ids that no other broker has.
 *
 * @param error what went wrong
 * @param producerIdStart the first id of the block
 * @param producerIdLen how many ids the block has
 */
public record AllocateProducerIdsResponse(ErrorCode error, long producerIdStart, int producerIdLen)
        implements Response {

    @Override
    public Api api() {
        return Api.ALLOCATE_PRODUCER_IDS;
    }
}
