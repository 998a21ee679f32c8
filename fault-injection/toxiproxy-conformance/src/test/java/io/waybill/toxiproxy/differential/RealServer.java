package io.waybill.toxiproxy.differential;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Toxiproxy's own server as a process, built by Go where there is one. */
final class RealServer implements AutoCloseable {

    private static final String MODULE = "github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0";
    private static final Path FOLDER = Path.of("target", "toxiproxy-2.12.0").toAbsolutePath();
    private static final long BUILD_MINUTES = 5;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final InetSocketAddress address;

    private RealServer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** It cannot be had here, and why. */
    static final class AbsentException extends Exception {

        private static final long serialVersionUID = 1L;

        AbsentException(String message) {
            super(message);
        }
    }

    /** Builds it, unless an earlier build of this checkout did. */
    static Path build() throws AbsentException, IOException, InterruptedException {
        Path server = FOLDER.resolve("server");
        if (Files.isExecutable(server)) {
            return server;
        }
        Files.createDirectories(FOLDER);
        ProcessBuilder builder = new ProcessBuilder("go", "install", MODULE).redirectErrorStream(true);
        builder.environment().put("GOBIN", FOLDER.toString());
        Path log = FOLDER.resolve("build.log");
        builder.redirectOutput(log.toFile());
        Process go;
        try {
            go = builder.start();
        } catch (IOException e) {
            throw new AbsentException("there is no Go to build Toxiproxy with: " + e.getMessage());
        }
        if (!go.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
            go.destroyForcibly();
            throw new AbsentException("Go has not built Toxiproxy in " + BUILD_MINUTES + " minutes");
        }
        if (go.exitValue() != 0 || !Files.isExecutable(server)) {
            throw new AbsentException("Go cannot build Toxiproxy: " + Files.readString(log));
        }
        return server;
    }

    /** Starts one at a free port. */
    static RealServer start(Path server, String name) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        List.of(server.toString(), "-host", "127.0.0.1", "-port", String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve(name + ".log").toFile())
                .start();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long began = System.nanoTime();
        while (!answers(address)) {
            if (!process.isAlive() || System.nanoTime() - began > START_NANOS) {
                process.destroyForcibly();
                throw new IOException("Toxiproxy did not start, see " + FOLDER.resolve(name + ".log"));
            }
            Thread.onSpinWait();
        }
        return new RealServer(process, address);
    }

    private static boolean answers(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
