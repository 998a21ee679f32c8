package io.waybill.client.producer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.config.ProducerSettings;
import io.waybill.environment.Timers;
import io.waybill.log.batch.RecordBatch;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;

/** Asks the brokers who the producer is, one after the other until one answers. One question at a time. */
final class IdentityQuestion {

    private static final long MILLI = 1_000_000;
    private static final int FIRST_WITH_EPOCH_BUMP = 3;

    private final Identity identity;
    private final Timers timers;
    private final ProducerSettings settings;
    private final ClusterMetadata metadata;
    private final Backoff backoff;
    private final Runnable asker;
    private boolean asking;

    /**
     * Creates one that asks nothing yet.
     *
     * @param asker is told after each question that the identity may be valid now, or that it can be asked again
     */
    IdentityQuestion(
            Identity identity,
            Timers timers,
            ProducerSettings settings,
            ClusterMetadata metadata,
            Backoff backoff,
            Runnable asker) {
        this.identity = identity;
        this.timers = timers;
        this.settings = settings;
        this.metadata = metadata;
        this.backoff = backoff;
        this.asker = asker;
    }

    boolean isAsking() {
        return asking;
    }

    void ask() {
        asking = true;
        metadata.any()
                .send(
                        Api.INIT_PRODUCER_ID,
                        // An old broker cannot be asked for another epoch of an id: it gives another id.
                        version -> version >= FIRST_WITH_EPOCH_BUMP
                                ? new InitProducerIdRequest(
                                        null, Integer.MAX_VALUE, identity.producerId(), identity.epoch())
                                : new InitProducerIdRequest(
                                        null, Integer.MAX_VALUE, RecordBatch.NO_PRODUCER, (short) -1),
                        settings.requestTimeoutMillis() * MILLI,
                        this::answered);
    }

    private void answered(RpcOutcome outcome) {
        if (outcome instanceof RpcOutcome.Answered answered
                && answered.response() instanceof InitProducerIdResponse response) {
            if (response.error() == ErrorCode.NONE && identity.become(response)) {
                over();
                return;
            }
            if (!response.error().isRetriable()) {
                // There is no other epoch of this id, so it needs another id.
                identity.fenced();
            }
        }
        timers.after(backoff.nextNanos(), this::over);
    }

    private void over() {
        asking = false;
        asker.run();
    }
}
