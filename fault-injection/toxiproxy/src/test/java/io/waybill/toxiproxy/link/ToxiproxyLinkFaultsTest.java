package io.waybill.toxiproxy.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import io.waybill.toxiproxy.ToxiproxyServer;
import io.waybill.toxiproxy.proxy.ProxyView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults on links by Toxiproxy's API alone, which our own server speaks here. */
@Timeout(60)
final class ToxiproxyLinkFaultsTest {

    private static final Link THERE = new Link(2, 1);
    private static final Link BACK = new Link(1, 2);
    private static final int SHORT_MILLIS = 150;
    private static final int LONG_MILLIS = 20_000;

    private final EchoNode node = new EchoNode();
    private ToxiproxyServer server;
    private ToxiproxyLinkFaults links;
    private InetSocketAddress way;

    @BeforeEach
    void open() throws IOException {
        server = ToxiproxyServer.start(1);
        links = ToxiproxyLinkFaults.at("127.0.0.1", server.address().getPort(), Duration.ofSeconds(30));
        Route route = new Route(2, 1, "broker", "127.0.0.1", node.port());
        way = links.open(List.of(route), "127.0.0.1").get(route);
    }

    @AfterEach
    void close() throws IOException {
        links.close();
        server.close();
        node.close();
    }

    private Socket talking() throws IOException {
        Socket socket = new Socket(way.getAddress(), way.getPort());
        socket.setSoTimeout(LONG_MILLIS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write('a');
        assertThat(socket.getInputStream().read()).isEqualTo('a');
        return socket;
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(LONG_MILLIS);
    }

    private List<String> toxics() {
        return server.call(proxies -> proxies.toxics("2-to-1-broker").stream()
                .map(toxic -> toxic.name() + " " + toxic.attributes())
                .toList());
    }

    @Test
    void a_stall_loses_nothing() throws IOException {
        try (Socket socket = talking()) {
            links.begin(1, new LinkFault.Stall(), Set.of(THERE));
            socket.getOutputStream().write('b');
            assertSilent(socket);

            links.end(1);

            assertThat(socket.getInputStream().read()).isEqualTo('b');
            assertThat(toxics()).isEmpty();
        }
    }

    @Test
    void a_black_hole_loses_answers_and_its_end_breaks_the_connection_off() throws IOException {
        try (Socket socket = talking()) {
            links.begin(1, new LinkFault.Blackhole(Duration.ZERO), Set.of(BACK));
            socket.getOutputStream().write('b');
            await().untilAsserted(() -> assertThat(node.heard()).isEqualTo(2));
            assertSilent(socket);

            links.end(1);

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void two_refusals_of_one_proxy_are_both_to_end() throws IOException {
        links.begin(1, new LinkFault.Refuse(), Set.of(THERE));
        links.begin(2, new LinkFault.Refuse(), Set.of(BACK));
        links.end(1);
        assertThatThrownBy(this::talking).isInstanceOf(ConnectException.class);

        links.end(2);

        talking().close();
    }

    @Test
    void the_other_faults_are_toxics_with_their_values() throws IOException {
        links.begin(1, new LinkFault.Delay(Span.of(Duration.ofMillis(10), Duration.ofMillis(30))), Set.of(THERE));
        links.begin(2, new LinkFault.Throttle(64_000), Set.of(THERE));
        links.begin(3, new LinkFault.Slice(100, Duration.ofMillis(2)), Set.of(THERE));

        assertThat(toxics())
                .containsExactly(
                        "link-fault-1-upstream {jitter=10, latency=20}",
                        "link-fault-2-upstream {rate=64}",
                        "link-fault-3-upstream {average_size=100, delay=2000, size_variation=0}");
        talking().close();
        links.end(1);
        links.end(2);
        links.end(3);
        assertThat(toxics()).isEmpty();
    }

    @Test
    void a_reset_ends_what_is_open_and_lets_what_is_new_in() throws IOException {
        Socket before = talking();

        links.begin(1, new LinkFault.Reset(), Set.of(THERE));

        assertThat(before.getInputStream().read()).isEqualTo(-1);
        talking().close();
        links.end(1);
        talking().close();
    }

    @Test
    void a_reset_leaves_the_other_faults_as_they_are() throws IOException {
        links.begin(1, new LinkFault.Stall(), Set.of(THERE));
        links.begin(2, new LinkFault.Refuse(), Set.of(THERE));

        links.begin(3, new LinkFault.Reset(), Set.of(THERE));

        assertThat(toxics()).hasSize(1);
        assertThatThrownBy(() -> talking().close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void a_server_that_hangs_does_not_hang_the_one_who_asks() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            ToxiproxyLinkFaults hanging =
                    ToxiproxyLinkFaults.at("127.0.0.1", mute.getLocalPort(), Duration.ofMillis(SHORT_MILLIS));
            List<Route> routes = List.of(new Route(1, 2, "broker", "127.0.0.1", 1));

            assertThatThrownBy(() -> hanging.open(routes, "127.0.0.1"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("has not answered for 150 ms: create proxy 1-to-2-broker");
        }
    }

    @Test
    void in_a_shared_server_what_a_killed_process_left_goes_and_nothing_else() throws IOException {
        int port = server.address().getPort();
        ToxiproxyClient others = new ToxiproxyClient("127.0.0.1", port);
        others.createProxy("mysql", "127.0.0.1:0", "127.0.0.1:1");
        others.createProxy("waybill-999999999999-7-1-to-2-broker", "127.0.0.1:0", "127.0.0.1:1");

        try (ProxiedLinks shared = LinkServer.at("127.0.0.1", port).start(1)) {
            shared.open(List.of(new Route(2, 1, "broker", "127.0.0.1", node.port())), "127.0.0.1");
            shared.begin(1, new LinkFault.Stall(), Set.of(THERE));
            shared.end(1);

            assertThat(names())
                    .hasSize(3)
                    .contains("mysql", "2-to-1-broker")
                    .anyMatch(name ->
                            name.startsWith("waybill-" + ProcessHandle.current().pid() + "-")
                                    && name.endsWith("-2-to-1-broker"));
        }
        assertThat(names()).containsExactlyInAnyOrder("mysql", "2-to-1-broker");
    }

    private List<String> names() {
        return server.call(
                proxies -> proxies.all().stream().map(ProxyView::name).toList());
    }

    @Test
    void a_shared_server_that_is_not_there_is_told_at_once() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(LinkServer.at("127.0.0.1", port).missing())
                .singleElement()
                .asString()
                .startsWith("Toxiproxy at 127.0.0.1:" + port + ": look for what other runs have left: ");
        assertThat(LinkServer.at("127.0.0.1", server.address().getPort()).missing())
                .isEmpty();
    }

    @Test
    void what_somebody_else_has_left_broken_is_told() throws IOException {
        links.begin(1, new LinkFault.Refuse(), Set.of(THERE));
        links.end(1);
        links.begin(2, new LinkFault.Stall(), Set.of(THERE));
        new ToxiproxyClient("127.0.0.1", server.address().getPort())
                .getProxy("2-to-1-broker")
                .disable();

        assertThatThrownBy(() -> links.end(2)).hasMessage("proxy 2-to-1-broker was to be healed, but it is disabled");
    }
}
