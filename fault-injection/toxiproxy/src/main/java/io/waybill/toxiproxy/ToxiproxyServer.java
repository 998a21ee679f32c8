package io.waybill.toxiproxy;

import io.netty.channel.EventLoop;
import io.waybill.toxiproxy.api.ApiServer;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.RefusedException;
import io.waybill.toxiproxy.proxy.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A server of proxies, by Toxiproxy's HTTP API and from this process. It has two daemon threads: one for all
 * connections, one for its API. May be used by many threads.
 */
public final class ToxiproxyServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final OneLoop connectionLoop;
    private final OneLoop apiLoop;
    private final EventLoop thread;
    private final Proxies proxies;
    private final ApiServer api;
    private boolean isClosed;

    private ToxiproxyServer(ToxiproxySettings settings, Transport transport) throws IOException {
        connectionLoop = new OneLoop("toxiproxy-connections", transport);
        apiLoop = new OneLoop("toxiproxy-api", transport);
        thread = connectionLoop.loop();
        proxies = new Proxies(thread, transport, settings.seed(), settings.mostHeldBytes());
        try {
            api = ApiServer.start(
                    new InetSocketAddress(settings.host(), settings.port()),
                    transport,
                    apiLoop.loop(),
                    proxies,
                    thread);
        } catch (IOException e) {
            apiLoop.end();
            connectionLoop.end();
            throw e;
        }
    }

    /** Starts a server at a free port of the loopback interface. */
    public static ToxiproxyServer start(long seed) throws IOException {
        return start(ToxiproxySettings.local(seed));
    }

    /**
     * Starts a server; its API is served when this returns.
     *
     * @throws IOException where it cannot be listened at the address: the message names it
     */
    public static ToxiproxyServer start(ToxiproxySettings settings) throws IOException {
        return start(settings, Transport.BEST);
    }

    /** Starts a server on a chosen interface of the system. */
    public static ToxiproxyServer start(ToxiproxySettings settings, Transport transport) throws IOException {
        return new ToxiproxyServer(settings, transport);
    }

    /** Returns where the API is served. */
    public InetSocketAddress address() {
        return api.address();
    }

    /**
     * Does something with the proxies, between two looks at the network: to all connections at once. Blocks until it is
     * done, within 30 seconds.
     *
     * @throws RefusedException where {@code action} does
     * @throws IllegalStateException where the server is closed, or does not come to it in time
     */
    public <T> T call(Function<Proxies, T> action) {
        return asking((asked, future) -> future.complete(action.apply(asked)));
    }

    /**
     * Asks for something that is answered later, and waits for it as {@link #call} does.
     *
     * @param question is given what the answer is told to
     */
    public <T> T ask(Question<T> question) {
        return asking((asked, future) -> question.ask(asked, new Proxies.Answer<>() {
            @Override
            public void done(T result) {
                future.complete(result);
            }

            @Override
            public void refused(RefusedException problem) {
                future.completeExceptionally(problem);
            }
        }));
    }

    /** Something that proxies are asked. */
    public interface Question<T> {

        /** Asks it. */
        void ask(Proxies proxies, Proxies.Answer<T> answer);
    }

    private interface Step<T> {
        void run(Proxies proxies, CompletableFuture<T> future);
    }

    private <T> T asking(Step<T> step) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Consumer<Throwable> failed = future::completeExceptionally;
        try {
            thread.execute(() -> {
                try {
                    step.run(proxies, future);
                } catch (RuntimeException | Error e) {
                    failed.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("this server is closed", e);
        }
        return Waiting.forResult(future, PATIENCE_SECONDS);
    }

    /** Ends all proxies, connections and threads. Nothing is left when it returns. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        api.close();
        thread.submit(proxies::close).awaitUninterruptibly();
        apiLoop.end();
        connectionLoop.end();
    }
}
