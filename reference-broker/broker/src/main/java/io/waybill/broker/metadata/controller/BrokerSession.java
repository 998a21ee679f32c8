package io.waybill.broker.metadata.controller;

/** What the active controller remembers of a broker's life; lost with its leadership, on purpose. */
final class BrokerSession {

    private final long brokerEpoch;
    private long heardNanos;
    private long metadataIndex;
    private long quietUntilNanos;

    BrokerSession(long brokerEpoch, long nowNanos) {
        this.brokerEpoch = brokerEpoch;
        this.heardNanos = nowNanos;
        this.quietUntilNanos = nowNanos;
    }

    long brokerEpoch() {
        return brokerEpoch;
    }

    void hear(long nowNanos, long newMetadataIndex) {
        heardNanos = nowNanos;
        metadataIndex = Math.max(metadataIndex, newMetadataIndex);
    }

    long metadataIndex() {
        return metadataIndex;
    }

    long deadlineNanos(long timeoutNanos) {
        return Math.max(heardNanos + timeoutNanos, quietUntilNanos);
    }

    boolean isSilent(long nowNanos, long timeoutNanos) {
        return nowNanos - heardNanos >= timeoutNanos;
    }

    /** Returns whether something may be proposed now, and not again for a while: it takes time to be applied. */
    boolean mayPropose(long nowNanos, long repeatNanos) {
        if (nowNanos < quietUntilNanos) {
            return false;
        }
        quietUntilNanos = nowNanos + repeatNanos;
        return true;
    }
}
