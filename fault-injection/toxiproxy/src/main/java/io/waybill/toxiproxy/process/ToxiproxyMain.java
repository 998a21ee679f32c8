package io.waybill.toxiproxy.process;

import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.api.ProxyList;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that is a server of proxies and nothing else, until it is ended: {@code ToxiproxyMain [-host H] [-port P]
 * [-config FILE] [-seed N]}. Says one JSON object on stdout as soon as its API is served.
 *
 * <pre>
 *   0    it was asked to end (SIGTERM) and did
 *   2    its options or its file are wrong, or somebody else has its port
 * </pre>
 */
public final class ToxiproxyMain {

    private static final int OK = 0;
    private static final int USAGE = 2;

    private ToxiproxyMain() {}

    /** Runs the server and ends the process with its exit code. */
    public static void main(String[] args) throws InterruptedException {
        try {
            serve(ServerOptions.of(List.of(args)));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("waybill: " + e.getMessage());
            System.exit(USAGE);
        } catch (RefusedException e) {
            System.err.println("waybill: " + e.text());
            System.exit(USAGE);
        }
    }

    private static void serve(ServerOptions options) throws IOException, InterruptedException {
        List<ProxyRequest> wanted =
                options.config().isPresent() ? read(options.config().get()) : List.of();
        try (ToxiproxyServer server = ToxiproxyServer.start(options.settings())) {
            Proxies.Populated populated = server.ask((all, answer) -> all.populate(wanted, answer));
            RefusedException problem = populated.problem();
            if (problem != null) {
                throw problem;
            }
            var address = server.address();
            System.out.println("{\"event\":\"ready\",\"api\":\"" + address.getHostString() + ":" + address.getPort()
                    + "\",\"proxies\":" + wanted.size() + "}");
            // The connections end with the process; the JVM's own exit code would be 143, although nothing went wrong.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(OK), "toxiproxy-stop"));
            new CountDownLatch(1).await();
        }
    }

    private static List<ProxyRequest> read(Path file) throws IOException {
        try {
            return ProxyList.of(Files.readString(file));
        } catch (IOException e) {
            throw new IOException("-config: cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
