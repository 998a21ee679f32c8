package io.waybill.server.metrics;

import java.util.concurrent.CompletableFuture;

/** Where all metrics are read. Used by the thread of the endpoint. */
@FunctionalInterface
public interface MetricsSource {

    /** Begins to read them. */
    Reading read();

    /** One reading. */
    interface Reading {

        /** Completes, on any thread, when all of the node has answered; never, where some loop does not. */
        CompletableFuture<Void> answered();

        /** Returns what there is now: without answer some is missing. */
        Page page();
    }
}
