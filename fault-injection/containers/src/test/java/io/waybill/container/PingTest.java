package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PingTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private EngineAddress socket() {
        return EngineAddress.of(directory.resolve("s"));
    }

    private ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(directory.resolve("s")));
    }

    @Test
    void a_socket_that_nobody_listens_at_any_more_is_told_at_once() throws IOException {
        listener().close();

        Optional<String> problem = Ping.problem(socket(), LONG);

        assertThat(problem).hasValue("Connection refused");
    }

    /** Connections are taken by the system, and nobody speaks: an engine that hangs. */
    @Test
    void an_engine_that_says_nothing_is_not_waited_for() throws IOException {
        try (ServerSocketChannel silent = listener()) {
            Optional<String> problem = Ping.problem(socket(), SHORT);

            assertThat(problem).hasValue("nothing was said for 50 ms");
            assertThat(silent.isOpen()).isTrue();
        }
    }

    @Test
    void an_engine_that_answers_is_there() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread engine = new Thread(() -> answer(server), "engine");
            engine.start();

            Optional<String> problem =
                    Ping.problem(new EngineAddress(URI.create("tcp://127.0.0.1:" + server.getLocalPort())), LONG);

            assertThat(problem).isEmpty();
            engine.join();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
