package io.waybill.toxiproxy.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import io.waybill.toxiproxy.proxy.EventLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults on directed links, over real sockets: two nodes, and a client that may reach both. */
@Timeout(60)
final class LinkProxiesTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int CLIENT = 100;
    private static final int SHORT_MILLIS = 150;
    private static final int LONG_MILLIS = 20_000;
    private static final Link THERE = new Link(CLIENT, 1);
    private static final Link BACK = new Link(1, CLIENT);

    private final LinkProxies links = LinkProxies.start(7);
    private final EchoNode node = new EchoNode();
    private final List<Socket> sockets = new ArrayList<>();
    private InetSocketAddress way;

    @BeforeEach
    void open() {
        Route route = new Route(CLIENT, 1, "client", "127.0.0.1", node.port());
        way = links.open(List.of(route), LOOPBACK).get(route);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        links.close();
        node.close();
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(way, LONG_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONG_MILLIS);
        return socket;
    }

    private static void say(Socket socket, int letter) throws IOException {
        socket.getOutputStream().write(letter);
    }

    private static int hear(Socket socket) throws IOException {
        socket.setSoTimeout(LONG_MILLIS);
        return socket.getInputStream().read();
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    private Socket talking() throws IOException {
        Socket socket = dial();
        say(socket, 'a');
        assertThat(hear(socket)).isEqualTo('a');
        return socket;
    }

    @Test
    void many_routes_are_opened_in_bulk_and_each_has_its_own_port() {
        List<Route> routes = new ArrayList<>();
        for (int from = 1; from <= 7; from++) {
            for (int to = 1; to <= 7; to++) {
                if (from != to) {
                    routes.add(new Route(from, to, "broker", "127.0.0.1", node.port()));
                    routes.add(new Route(from, to, "controller", "127.0.0.1", node.port()));
                }
            }
        }

        Map<Route, InetSocketAddress> ways = links.open(routes, LOOPBACK);

        assertThat(ways.keySet()).containsExactlyElementsOf(routes);
        assertThat(Set.copyOf(ways.values())).hasSize(routes.size());
    }

    @Test
    void a_stalled_way_there_loses_nothing_and_keeps_connections() throws IOException {
        Socket socket = talking();
        links.begin(1, new LinkFault.Stall(), Set.of(THERE));

        say(socket, 'b');
        assertSilent(socket);
        assertThat(node.heard()).isEqualTo(1);
        links.end(1);

        assertThat(hear(socket)).isEqualTo('b');
    }

    @Test
    void a_stalled_way_back_lets_requests_arrive_and_keeps_answers() throws IOException {
        Socket socket = talking();
        links.begin(1, new LinkFault.Stall(), Set.of(BACK));

        say(socket, 'b');
        await().untilAsserted(() -> assertThat(node.heard()).isEqualTo(2));
        assertSilent(socket);
        links.end(1);

        assertThat(hear(socket)).isEqualTo('b');
    }

    @Test
    void a_connection_that_is_opened_under_a_stall_reaches_the_node_when_it_ends() throws IOException {
        links.begin(1, new LinkFault.Stall(), Set.of(THERE));
        Socket socket = dial();
        say(socket, 'b');
        assertSilent(socket);
        int before = node.accepted();

        links.end(1);

        assertThat(hear(socket)).isEqualTo('b');
        assertThat(before).isZero();
    }

    @Test
    void what_two_stalls_hold_is_held_until_both_have_ended() throws IOException {
        Socket socket = talking();
        links.begin(1, new LinkFault.Stall(), Set.of(THERE));
        links.begin(2, new LinkFault.Stall(), Set.of(THERE));
        say(socket, 'b');

        links.end(1);
        assertSilent(socket);
        links.end(2);

        assertThat(hear(socket)).isEqualTo('b');
    }

    @Test
    void a_connection_that_lost_something_is_reset_when_the_black_hole_ends_and_an_idle_one_goes_on()
            throws IOException {
        Socket loser = talking();
        Socket idle = talking();
        links.begin(1, new LinkFault.Blackhole(Duration.ZERO), Set.of(THERE));
        say(loser, 'b');
        assertSilent(loser);

        links.end(1);

        assertThatThrownBy(() -> hear(loser)).isInstanceOf(SocketException.class);
        say(idle, 'c');
        assertThat(hear(idle)).isEqualTo('c');
        assertThat(node.heard()).isEqualTo(3);
    }

    @Test
    void a_lost_connection_breaks_off_when_its_silence_is_over_and_not_before() throws IOException {
        Duration silence = Duration.ofMillis(600);
        Socket socket = talking();
        links.begin(1, new LinkFault.Blackhole(silence), Set.of(BACK));
        long began = System.nanoTime();
        say(socket, 'b');
        await().untilAsserted(() -> assertThat(links.events(0)).anyMatch(event -> event.droppedBytes() == 1));

        links.end(1);

        assertThatThrownBy(() -> hear(socket)).isInstanceOf(SocketException.class);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(silence.toNanos());
    }

    @Test
    void a_refused_link_resets_what_is_open_and_refuses_what_is_new_until_the_end() throws IOException {
        Socket socket = talking();

        links.begin(1, new LinkFault.Refuse(), Set.of(BACK));

        assertThatThrownBy(() -> hear(socket))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
        links.end(1);
        talking();
    }

    @Test
    void a_reset_breaks_off_what_is_open_and_lets_new_connections_in() throws IOException {
        Socket socket = talking();

        links.begin(1, new LinkFault.Reset(), Set.of(THERE));

        assertThatThrownBy(() -> hear(socket))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        talking();
    }

    @Test
    void delays_throttles_and_slices_let_everything_arrive() throws IOException {
        Socket socket = talking();
        links.begin(1, new LinkFault.Delay(Span.of(Duration.ofMillis(5), Duration.ofMillis(30))), Set.of(THERE));
        links.begin(2, new LinkFault.Throttle(20_000), Set.of(BACK));
        links.begin(3, new LinkFault.Slice(7, Duration.ofMillis(1)), Set.of(THERE, BACK));
        byte[] message = new byte[1000];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) i;
        }
        long began = System.nanoTime();

        socket.getOutputStream().write(message);
        byte[] answer = socket.getInputStream().readNBytes(message.length);

        assertThat(answer).isEqualTo(message);
        assertThat(System.nanoTime() - began)
                .isGreaterThan(Duration.ofMillis(50).toNanos());
    }

    @Test
    void the_end_of_a_slow_fault_lets_go_of_what_it_holds() throws IOException {
        Socket socket = talking();
        links.begin(1, new LinkFault.Delay(Span.of(Duration.ofHours(1))), Set.of(THERE));
        say(socket, 'b');
        await().untilAsserted(() -> assertThat(links.events(0)).anyMatch(event -> event.heldBytes() == 1));

        links.end(1);

        assertThat(hear(socket)).isEqualTo('b');
    }

    @Test
    void the_log_says_what_a_fault_hit() throws IOException {
        Socket socket = talking();
        links.begin(7, new LinkFault.Stall(), Set.of(THERE));
        say(socket, 'b');
        await().untilAsserted(() -> assertThat(links.events(0)).anyMatch(event -> event.heldBytes() == 1));

        links.heal();

        assertThat(links.events(0))
                .extracting(EventLog.Event::what)
                .containsExactly("fault-begun", "connection-held", "connection-freed", "fault-ended");
        EventLog.Event freed = links.events(2).get(0);
        assertThat(freed.fault()).isEqualTo("link-fault-7");
        assertThat(freed.proxy()).isEqualTo("100-to-1-client");
        assertThat(freed.stream()).isEqualTo("upstream");
        assertThat(freed.connection()).isEqualTo(1);
    }

    @Test
    void what_nobody_can_break_is_told() {
        Set<Link> unknown = Set.of(new Link(1, 2));

        assertThatThrownBy(() -> links.begin(1, new LinkFault.Stall(), unknown))
                .hasMessage("link 1→2 cannot be broken: 2 is on no route; open those of every participant first");
        assertThatThrownBy(() -> links.open(List.of(new Route(CLIENT, 1, "client", "127.0.0.1", 1)), LOOPBACK))
                .hasMessageContaining("there is a route 100→1 for \"client\" already");
    }

    @Test
    void a_link_over_which_nobody_connects_can_be_broken() throws IOException {
        links.open(List.of(new Route(2, 1, "broker", "127.0.0.1", node.port())), LOOPBACK);

        links.begin(1, new LinkFault.Stall(), Set.of(new Link(2, CLIENT)));

        talking();
    }

    @Test
    void every_fault_on_links_is_possible() {
        Capabilities capabilities = LinkProxies.capabilities();

        for (FaultKind kind : FaultKind.values()) {
            assertThat(capabilities.kinds().contains(kind)).isEqualTo(kind.layer() == FaultKind.Layer.LINK);
        }
    }
}
