package io.waybill.toxiproxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what another thread does. */
final class Waiting {

    private Waiting() {}

    static <T> T forResult(CompletableFuture<T> future, long seconds) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return future.get(seconds, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // What has begun is done in microseconds; whoever interrupts is heard after it.
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("the proxies failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the proxies have not answered for " + seconds + " seconds", e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
