package io.waybill.toxiproxy.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of hosts. A name may take seconds to be found, so that no loop looks for one itself. */
final class Names implements AutoCloseable {

    private static final int MOST_WAITING = 10_000;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor seeker;

    Names() {
        seeker = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "toxiproxy-names");
                    thread.setDaemon(true);
                    return thread;
                });
        seeker.allowCoreThreadTimeOut(true);
    }

    /** Is told what was found. */
    interface Found {

        /** Found: an address, or none and the reason. */
        void found(@Nullable InetSocketAddress address, String problem);
    }

    /** Finds an address; at once where its host is an address, else later, on the given thread. */
    void resolve(HostPort of, Executor thread, Found then) {
        if (of.isLiteral()) {
            seek(of, Runnable::run, then);
        } else {
            try {
                seeker.execute(() -> seek(of, thread, then));
            } catch (RejectedExecutionException e) {
                then.found(null, "lookup " + of.host() + ": too many names are looked for");
            }
        }
    }

    private static void seek(HostPort of, Executor thread, Found then) {
        try {
            InetSocketAddress address = of.host().isEmpty()
                    ? new InetSocketAddress(of.port())
                    : new InetSocketAddress(InetAddress.getByName(of.host()), of.port());
            tell(thread, () -> then.found(address, ""));
        } catch (UnknownHostException e) {
            tell(thread, () -> then.found(null, "lookup " + of.host() + ": no such host"));
        }
    }

    private static void tell(Executor thread, Runnable what) {
        try {
            thread.execute(what);
        } catch (RejectedExecutionException e) {
            // The server was closed while the name was looked for: nobody wants to know any more.
        }
    }

    @Override
    public void close() {
        seeker.shutdownNow();
    }
}
