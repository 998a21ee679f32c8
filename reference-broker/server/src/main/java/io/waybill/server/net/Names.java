package io.waybill.server.net;

import io.netty.util.NetUtil;
import io.waybill.environment.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of hosts. A name may take seconds to be found, so that a loop never looks for one itself. */
final class Names {

    private static final long IDLE_SECONDS = 10;

    /** One for the whole process; there only while somebody asks. */
    private static final ThreadPoolExecutor SEEKER = seeker();

    private final Executor loop;

    /** Names for a loop. */
    Names(Executor loop) {
        this.loop = loop;
    }

    /** Is told what was found. */
    interface Found {

        /** Found: an address, or a problem and no address. */
        void found(@Nullable InetSocketAddress address, @Nullable Exception problem);
    }

    /** Finds where an endpoint is; at once where its host is an address, else later, on the loop. */
    void resolve(Endpoint endpoint, Found then) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(endpoint.host());
        if (address != null) {
            seek(endpoint, Runnable::run, then);
        } else {
            SEEKER.execute(() -> seek(endpoint, loop, then));
        }
    }

    private static void seek(Endpoint endpoint, Executor teller, Found then) {
        try {
            var found = new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
            teller.execute(() -> then.found(found, null));
        } catch (UnknownHostException e) {
            teller.execute(() -> then.found(null, e));
        }
    }

    private static ThreadPoolExecutor seeker() {
        var executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "names");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
