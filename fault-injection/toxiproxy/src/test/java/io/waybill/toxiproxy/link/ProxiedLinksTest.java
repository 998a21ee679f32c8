package io.waybill.toxiproxy.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.proxy.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the proxies of routes listen, whoever runs them. */
@Timeout(60)
final class ProxiedLinksTest {

    private static final String LOOPBACK = "127.0.0.1";

    private final EchoNode node = new EchoNode();
    private ToxiproxyServer server;

    @BeforeEach
    void start() throws IOException {
        server = ToxiproxyServer.start(1);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        node.close();
    }

    private static Stream<Driver> drivers() {
        return Stream.of(
                new Driver("in this process", server -> LinkProxies.start(1)),
                new Driver(
                        "by the API",
                        server -> ToxiproxyLinkFaults.at(
                                LOOPBACK, server.address().getPort(), Duration.ofSeconds(30))));
    }

    private record Driver(String name, Function<ToxiproxyServer, ProxiedLinks> start) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Route route(int from) {
        return new Route(from, 1, "broker", LOOPBACK, node.port());
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void a_proxy_listens_where_it_is_asked_to(Driver driver) throws IOException {
        int port = freePort();
        try (ProxiedLinks links = driver.start().apply(server)) {

            Map<Route, InetSocketAddress> ways = links.open(Map.of(route(2), new HostPort(LOOPBACK, port)));

            assertThat(ways)
                    .containsExactly(
                            Map.entry(route(2), new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            assertEchoes(port);
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void where_one_cannot_listen_none_is_open(Driver driver) throws IOException {
        int port = freePort();
        Map<Route, HostPort> wanted = new LinkedHashMap<>();
        try (ProxiedLinks links = driver.start().apply(server);
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            wanted.put(route(2), new HostPort(LOOPBACK, port));
            wanted.put(route(3), new HostPort(LOOPBACK, other.getLocalPort()));

            assertThatThrownBy(() -> links.open(wanted))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("address already in use");

            wanted.remove(route(3));
            links.open(wanted);
            assertEchoes(port);
        }
    }

    private static void assertEchoes(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('a');
            assertThat(socket.getInputStream().read()).isEqualTo('a');
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
