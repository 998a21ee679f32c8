package io.waybill.toxiproxy.benchmark;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.waybill.toxiproxy.proxy.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Toxiproxy's own server, for as long as it is measured. */
final class OtherServer implements AutoCloseable {

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_MILLIS = 20;

    private final Process process;
    private final ToxiproxyClient client;

    private OtherServer(Process process, ToxiproxyClient client) {
        this.process = process;
        this.client = client;
    }

    static OtherServer start(Path executable) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(executable.toString(), "-host", "127.0.0.1", "-port", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        OtherServer server = new OtherServer(process, new ToxiproxyClient("127.0.0.1", port));
        long began = System.nanoTime();
        while (!server.answers()) {
            if (!process.isAlive() || System.nanoTime() - began > START_NANOS) {
                server.close();
                throw new IOException(executable + " did not start a Toxiproxy at port " + port);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return server;
    }

    private boolean answers() {
        try {
            return !client.version().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the port of a new proxy. */
    int proxy(String upstream) throws IOException {
        return HostPort.parse(
                        client.createProxy("bench", "127.0.0.1:0", upstream).getListen())
                .port();
    }

    /** Returns the CPU that its process has used. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
