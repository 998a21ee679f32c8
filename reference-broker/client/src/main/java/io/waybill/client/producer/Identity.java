package io.waybill.client.producer;

import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.message.InitProducerIdResponse;

/**
 * Who a producer is to the brokers, {@code <PID, epoch>}. Where it lost track of what they have, it needs another epoch
 * (KIP-360), or another id where it was fenced; it asks for one only when nothing sent under the old one can still
 * arrive as itself.
 */
final class Identity {

    private long producerId = RecordBatch.NO_PRODUCER;
    private short epoch = -1;
    private boolean isValid;

    long producerId() {
        return producerId;
    }

    short epoch() {
        return epoch;
    }

    /** Returns whether batches may be given sequences of it. */
    boolean isValid() {
        return isValid;
    }

    /** The epoch is over: another is to be asked for. */
    void outdated() {
        isValid = false;
    }

    /** Somebody else has taken the id over: another id is to be asked for. */
    void fenced() {
        isValid = false;
        producerId = RecordBatch.NO_PRODUCER;
        epoch = -1;
    }

    /**
     * Takes over what was answered. Returns false where it is no new identity, whose sequences could begin with 0
     * again; then another id is to be asked for.
     */
    boolean become(InitProducerIdResponse response) {
        boolean isNew =
                response.producerId() >= 0 && (response.producerId() != producerId || response.producerEpoch() > epoch);
        if (!isNew || response.producerEpoch() < 0) {
            fenced();
            return false;
        }
        producerId = response.producerId();
        epoch = response.producerEpoch();
        isValid = true;
        return true;
    }
}
