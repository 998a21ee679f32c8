package io.waybill.toxiproxy.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.proxy.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes that dial each other and a client that dials both, each through a server of his own. */
@Timeout(60)
final class SourceLinksTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int CLIENT = 3;
    /** What does not come within it was held back; what is late on a busy machine would be too, which harms nothing. */
    private static final int SHORT_MILLIS = 150;

    private static final int LONG_MILLIS = 20_000;

    private final EchoNode node = new EchoNode();
    private final LinkProxies ofOne = LinkProxies.start(1);
    private final LinkProxies ofTwo = LinkProxies.start(2);
    private final LinkProxies ofClient = LinkProxies.start(3);
    private final SourceLinks links = new SourceLinks(Map.of(1, ofOne, 2, ofTwo, CLIENT, ofClient));
    private final Route there = route(1, 2);
    private final Route back = route(2, 1);
    private final Route client = route(CLIENT, 2);
    private Map<Route, InetSocketAddress> ways;

    private Route route(int from, int to) {
        return new Route(from, to, "broker", LOOPBACK, node.port());
    }

    @BeforeEach
    void open() {
        ways = links.open(List.of(there, client, back), LOOPBACK);
    }

    @AfterEach
    void close() throws IOException {
        links.close();
        node.close();
    }

    private boolean answers(Route route) throws IOException {
        return answersWithin(route, LONG_MILLIS);
    }

    private boolean isSilent(Route route) throws IOException {
        return !answersWithin(route, SHORT_MILLIS);
    }

    private boolean answersWithin(Route route, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(ways.get(route), LONG_MILLIS);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write('a');
            return socket.getInputStream().read() == 'a';
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void each_route_is_opened_at_the_server_of_who_dials() throws IOException {
        assertThat(ways.keySet()).containsExactly(there, client, back);

        ofTwo.close();

        assertThat(answers(there)).isTrue();
        assertThat(answers(client)).isTrue();
        assertThatThrownBy(() -> answers(back)).isInstanceOf(IOException.class);
    }

    @Test
    void a_link_is_broken_where_its_requests_and_where_its_answers_travel() throws IOException {
        links.begin(7, new LinkFault.Stall(), Set.of(new Link(1, 2)));

        assertThat(isSilent(there)).isTrue();
        assertThat(isSilent(back)).as("its answers are what 1 sends to 2").isTrue();
        assertThat(answers(client)).isTrue();
        links.end(7);
        assertThat(answers(there)).isTrue();
        assertThat(answers(back)).isTrue();
    }

    @Test
    void an_interrupt_does_not_keep_a_link_from_being_healed() throws IOException {
        links.begin(7, new LinkFault.Stall(), Set.of(new Link(1, 2)));
        Thread.currentThread().interrupt();

        links.end(7);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answers(there)).isTrue();
        assertThat(answers(back)).isTrue();
    }

    @Test
    void a_link_of_clients_is_no_concern_of_the_nodes_servers() throws IOException {
        links.begin(1, new LinkFault.Stall(), Set.of(new Link(2, CLIENT)));

        assertThat(isSilent(client)).isTrue();
        assertThat(answers(there)).isTrue();
        assertThat(answers(back)).isTrue();
    }

    @Test
    void where_one_server_cannot_open_its_routes_none_stays_open_at_the_others() throws IOException {
        Route fine = new Route(1, 2, "controller", LOOPBACK, node.port());
        Route refused = new Route(2, 1, "controller", LOOPBACK, node.port());
        Map<Route, HostPort> wanted = new LinkedHashMap<>();
        wanted.put(fine, new HostPort(LOOPBACK, 0));
        wanted.put(refused, new HostPort(LOOPBACK, node.port()));

        assertThatThrownBy(() -> links.open(wanted)).isInstanceOf(UncheckedIOException.class);

        assertThat(proxiesOf(ofOne)).containsExactly(there.proxyName());
        // And what was refused may be asked for again.
        assertThat(links.open(List.of(fine, refused), LOOPBACK)).containsOnlyKeys(fine, refused);
    }

    @Test
    void some_routes_are_closed_and_the_others_stay() throws IOException {
        links.close(List.of(there, back));

        assertThat(proxiesOf(ofOne)).isEmpty();
        assertThat(proxiesOf(ofTwo)).isEmpty();
        assertThat(answers(client)).isTrue();
        assertThat(links.open(List.of(there, back), LOOPBACK)).hasSize(2);
    }

    private static List<String> proxiesOf(LinkProxies server) throws IOException {
        List<String> names = new ArrayList<>();
        for (Proxy proxy : new ToxiproxyClient(LOOPBACK, server.api().getPort()).getProxies()) {
            names.add(proxy.getName());
        }
        return names;
    }

    @Test
    void who_has_no_server_and_who_is_on_no_route_are_named() {
        assertThatThrownBy(() -> links.open(List.of(route(9, 1)), LOOPBACK))
                .hasMessage("there is no server for the routes of 9, only of [1, 2, 3]");
        assertThatThrownBy(() -> links.begin(1, new LinkFault.Stall(), Set.of(new Link(1, 8))))
                .hasMessageContaining("8 is on no route");
    }
}
