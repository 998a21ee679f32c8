package io.waybill.toxiproxy.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a server that may never answer. The client that asks has no time-outs, so each request is made on a thread that
 * is given up, with the request, when it takes too long. Used by one thread at a time.
 */
final class Guard implements AutoCloseable {

    private final String server;
    private final Duration patience;
    private ExecutorService thread = newThread();

    /** Waits {@code patience} for each answer of {@code server}, whose name is for messages. */
    Guard(String server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** A request. */
    interface Request<T> {
        T run() throws IOException;
    }

    /** A server has not answered in time. */
    static final class SilentException extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        SilentException(String message) {
            super(message, new IOException(message));
        }
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "toxiproxy-request");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Makes a request.
     *
     * @param what it asks for, for messages
     * @throws SilentException where there is no answer in time
     * @throws UncheckedIOException where the answer is an error, or the server cannot be reached
     */
    <T> T call(String what, Request<T> request) {
        Future<T> answer = thread.submit(request::run);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp();
            throw silence(server, patience, what);
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    "interrupted while Toxiproxy at " + server + " was asked: " + what, new IOException(e));
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
            throw new UncheckedIOException("Toxiproxy at " + server + ": " + what + ": " + cause.getMessage(), cause);
        }
    }

    /** Returns what is to be thrown where a server has not answered in time. */
    static SilentException silence(String server, Duration patience, String what) {
        return new SilentException("Toxiproxy at " + server + " has not answered for " + patience.toMillis() + " ms: "
                + what + "; it hangs, restart it");
    }

    private void giveUp() {
        thread.shutdownNow();
        thread = newThread();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
