package io.waybill.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.toxiproxy.proxy.HostPort;
import io.waybill.toxiproxy.proxy.Proxies;
import io.waybill.toxiproxy.proxy.ProxyRequest;
import io.waybill.toxiproxy.proxy.ProxyView;
import io.waybill.toxiproxy.proxy.Transport;
import io.waybill.toxiproxy.toxic.Direction;
import io.waybill.toxiproxy.toxic.Toxic;
import io.waybill.toxiproxy.toxic.ToxicType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server must stand: many and slow connections, the ends of others, and its own. */
@Timeout(120)
final class ToxiproxyServerTest {

    private static final int LONG_MILLIS = 30_000;
    private static final int MEGA = 1 << 20;

    /** More than the system keeps for two connections on the loopback interface. */
    private static final int MUCH_BYTES = 40 * MEGA;

    private final Target target = new Target();
    private ToxiproxyServer server;

    @BeforeEach
    void start() throws IOException {
        server = ToxiproxyServer.start(1);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        target.close();
    }

    private int proxy(ToxiproxyServer of, String name) {
        return HostPort.parse(of.<ProxyView>ask((proxies, answer) ->
                                proxies.create(new ProxyRequest(name, "127.0.0.1:0", target.address(), true), answer))
                        .listen())
                .port();
    }

    private void toxic(ToxicType type, Direction direction, Map<String, Long> attributes) {
        server.call(proxies -> proxies.add("p", Toxic.of("t", type, direction, attributes)));
    }

    private void remove() {
        server.<Boolean>call(proxies -> {
            proxies.remove("p", "t");
            return true;
        });
    }

    private static Socket dial(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LONG_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private int connections() {
        return server.call(Proxies::connections);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("toxiproxy-connections")
                        || thread.getName().startsWith("toxiproxy-api"))
                .count();
    }

    @Test
    void a_thousand_connections_pass_at_once_and_leave_nothing() throws IOException {
        int port = proxy(server, "p");
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Socket socket = dial(port);
            socket.getOutputStream().write(i);
            sockets.add(socket);
        }
        int sum = 0;
        int expected = 0;
        for (int i = 0; i < 1000; i++) {
            Socket behind = target.next();
            sum += behind.getInputStream().read();
            expected += i & 0xff;
            sockets.add(behind);
        }
        int open = connections();

        for (Socket socket : sockets) {
            socket.close();
        }

        assertThat(open).isEqualTo(1000);
        assertThat(sum).isEqualTo(expected);
        await().untilAsserted(() -> assertThat(connections()).isZero());
        assertThat(server.call(Proxies::heldBytes)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoever_sends_more_than_is_taken_waits(boolean isStalledByAToxic) throws Exception {
        int port = proxy(server, "p");
        if (isStalledByAToxic) {
            toxic(ToxicType.BANDWIDTH, Direction.UPSTREAM, Map.of());
        }
        try (Socket socket = dial(port);
                Socket behind = target.next()) {
            long[] sent = new long[1];
            Thread sender = new Thread(() -> {
                try (OutputStream out = socket.getOutputStream()) {
                    byte[] much = new byte[1 << 14];
                    for (sent[0] = 0; sent[0] < MUCH_BYTES; sent[0] += much.length) {
                        out.write(much);
                    }
                } catch (IOException e) {
                    // It stays at what it has sent.
                }
            });
            sender.setDaemon(true);
            sender.start();
            long[] before = {-1};
            await().pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
                long last = before[0];
                before[0] = sent[0];
                assertThat(sent[0]).isPositive().isEqualTo(last);
            });

            assertThat(server.call(Proxies::heldBytes)).isLessThan(MEGA);
            assertThat(sent[0]).isLessThan(MUCH_BYTES);
            if (isStalledByAToxic) {
                remove();
            }
            byte[] buffer = new byte[1 << 16];
            long read = 0;
            for (int more = behind.getInputStream().read(buffer); more >= 0; ) {
                read += more;
                more = behind.getInputStream().read(buffer);
            }
            assertThat(read).isEqualTo(MUCH_BYTES);
            sender.join();
        }
    }

    /** Here the real server's API has been seen to hang for a minute. */
    @Test
    void a_latency_is_removed_while_its_client_dies() throws IOException {
        int port = proxy(server, "p");
        toxic(ToxicType.LATENCY, Direction.DOWNSTREAM, Map.of("latency", 100L));
        for (int i = 0; i < 20; i++) {
            Socket socket = dial(port);
            try (Socket behind = target.next()) {
                behind.getOutputStream().write(new byte[100_000]);
                socket.setSoLinger(true, 0);
                socket.close();
                remove();
                toxic(ToxicType.LATENCY, Direction.DOWNSTREAM, Map.of("latency", 100L));
            }
        }

        await().untilAsserted(() -> assertThat(connections()).isZero());
        assertThat(server.call(Proxies::heldBytes)).isZero();
    }

    /** Here the real server's API hangs for ten seconds, or its process ends. */
    @Test
    void a_stall_is_changed_and_removed_while_data_waits_for_a_dead_client() throws IOException {
        int port = proxy(server, "p");
        toxic(ToxicType.BANDWIDTH, Direction.DOWNSTREAM, Map.of());
        Socket socket = dial(port);
        try (Socket behind = target.next()) {
            behind.getOutputStream().write(new byte[500_000]);
            await().untilAsserted(
                            () -> assertThat(server.call(Proxies::heldBytes)).isPositive());
            socket.close();

            server.call(proxies -> proxies.update("p", "t", now -> now.with(1, Map.of("rate", 1L))));
            server.call(proxies -> proxies.update("p", "t", now -> now.with(1, Map.of("rate", 0L))));
            remove();
        }

        await().untilAsserted(() -> assertThat(connections()).isZero());
    }

    @Test
    void a_proxy_that_still_looks_for_its_upstream_is_deleted_at_once() throws IOException {
        server.<ProxyView>ask((proxies, answer) ->
                proxies.create(new ProxyRequest("lost", "127.0.0.1:0", "no-such-host.invalid:1", true), answer));
        int port = server.call(
                proxies -> HostPort.parse(proxies.get("lost").listen()).port());

        try (Socket socket = dial(port)) {
            server.<Boolean>call(proxies -> {
                proxies.delete("lost");
                return true;
            });
            assertOver(socket);
        }
        assertThat(connections()).isZero();
    }

    private static void assertOver(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void a_closed_server_leaves_no_thread_no_port_and_no_connection() throws IOException {
        long before = threads();
        ToxiproxyServer other = ToxiproxyServer.start(2);
        int port = proxy(other, "p");
        try (Socket socket = dial(port);
                Socket behind = target.next()) {

            other.close();
            other.close();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(behind.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(threads()).isEqualTo(before);
        bindAgain(port);
        bindAgain(other.address().getPort());
        assertThatThrownBy(() -> other.call(Proxies::connections))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this server is closed");
    }

    private static void bindAgain(int port) throws IOException {
        try (ServerSocket again = new ServerSocket()) {
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() ->
                            ToxiproxyServer.start(ToxiproxySettings.local(1).at("127.0.0.1", port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen at 127.0.0.1:" + port);
            assertThatThrownBy(() -> server.<ProxyView>ask((proxies, answer) ->
                            proxies.create(new ProxyRequest("p", "127.0.0.1:" + port, "a:1", true), answer)))
                    .hasMessage("listen tcp 127.0.0.1:" + port + ": bind: address already in use");
        }
    }

    @Test
    void a_disabled_proxy_keeps_its_port_and_refuses() throws IOException {
        int port = proxy(server, "p");
        for (int i = 0; i < 50; i++) {
            server.<ProxyView>ask((proxies, answer) ->
                    proxies.update("p", now -> new ProxyRequest("p", now.listen(), now.upstream(), false), answer));
            assertThatThrownBy(() -> dial(port)).isInstanceOf(ConnectException.class);

            server.<ProxyView>ask((proxies, answer) ->
                    proxies.update("p", now -> new ProxyRequest("p", now.listen(), now.upstream(), true), answer));
            dial(port).close();
        }
    }

    @Test
    void javas_own_sockets_serve_as_well() throws IOException {
        try (ToxiproxyServer nio = ToxiproxyServer.start(ToxiproxySettings.local(1), Transport.NIO)) {
            int port = proxy(nio, "p");
            try (Socket socket = dial(port)) {
                Socket behind = target.next();
                socket.getOutputStream().write(new byte[MEGA]);
                socket.shutdownOutput();
                assertThat(behind.getInputStream().readAllBytes()).hasSize(MEGA);
                behind.getOutputStream().write(new byte[MEGA]);
                behind.close();
                assertThat(socket.getInputStream().readAllBytes()).hasSize(MEGA);
            }
            await().untilAsserted(
                            () -> assertThat(nio.call(Proxies::connections)).isZero());
        }
    }

    @Test
    void one_connections_delay_is_not_anothers() throws IOException {
        int slow = proxy(server, "p");
        int fast = proxy(server, "q");
        toxic(ToxicType.LATENCY, Direction.UPSTREAM, Map.of("latency", 3_600_000L));
        try (Socket delayed = dial(slow);
                Socket behind = target.next();
                Socket prompt = dial(fast);
                Socket behindPrompt = target.next()) {
            delayed.getOutputStream().write('a');
            prompt.getOutputStream().write('b');

            assertThat(behindPrompt.getInputStream().read()).isEqualTo('b');
            behind.setSoTimeout(100);
            assertThatThrownBy(() -> behind.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
