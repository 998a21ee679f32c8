package io.waybill.wire.message;

/**
 * Asks for a block of producer ids, as a broker.
 *
 * @param brokerId the id of the broker
 * @param brokerEpoch the epoch of the broker's registration
 */
public record AllocateProducerIdsRequest(int brokerId, long brokerEpoch) implements Request {

    @Override
    public Api api() {
        return Api.ALLOCATE_PRODUCER_IDS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.allocateProducerIds(this);
    }
}
