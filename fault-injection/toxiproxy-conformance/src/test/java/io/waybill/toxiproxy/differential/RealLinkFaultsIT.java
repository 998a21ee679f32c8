package io.waybill.toxiproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import io.waybill.toxiproxy.link.Route;
import io.waybill.toxiproxy.link.ToxiproxyLinkFaults;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults on links through Toxiproxy's own server, where Go can build it. */
@Timeout(120)
final class RealLinkFaultsIT {

    private static final Link THERE = new Link(2, 1);
    private static final Link BACK = new Link(1, 2);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int BIG = 200_000;

    private RealServer server;
    private ToxiproxyLinkFaults links;
    private ServerSocket upstream;
    private InetSocketAddress way;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        try {
            server = RealServer.start(RealServer.build(), "links");
        } catch (RealServer.AbsentException e) {
            abort(e.getMessage());
        }
        upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        upstream.setSoTimeout(PATIENCE_MILLIS);
        links = ToxiproxyLinkFaults.at("127.0.0.1", server.address().getPort(), Duration.ofSeconds(3));
        Route route = new Route(2, 1, "broker", "127.0.0.1", upstream.getLocalPort());
        way = links.open(List.of(route), "127.0.0.1").get(route);
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            // First: whatever hangs in it must not keep it alive.
            server.close();
            upstream.close();
        }
    }

    private Wire dial() throws IOException {
        return new Wire(new Socket(way.getAddress(), way.getPort()));
    }

    private Scene.Connection talking() throws IOException {
        Wire client = dial();
        Wire behind = new Wire(upstream.accept());
        client.send("ask");
        assertThat(behind.read(3)).isEqualTo("ask");
        behind.send("answer");
        assertThat(client.read(6)).isEqualTo("answer");
        return new Scene.Connection(client, behind);
    }

    @Test
    void every_fault_that_it_can_do_begins_and_ends() throws IOException {
        List<LinkFault> faults = List.of(
                new LinkFault.Stall(),
                new LinkFault.Blackhole(Duration.ZERO),
                new LinkFault.Refuse(),
                new LinkFault.Delay(Span.of(Duration.ofMillis(5), Duration.ofMillis(20))),
                new LinkFault.Throttle(100_000),
                new LinkFault.Slice(100, Duration.ofMillis(1)));
        for (int id = 0; id < faults.size(); id++) {
            links.begin(id, faults.get(id), Set.of(THERE, BACK));
            links.end(id);
            talking();
        }
    }

    @Test
    void a_stall_keeps_and_a_refusal_refuses() throws IOException {
        Scene.Connection open = talking();
        links.begin(1, new LinkFault.Stall(), Set.of(BACK));
        open.client().send("a");
        assertThat(open.server().read(1)).isEqualTo("a");
        open.server().send("b");
        assertThat(open.client().peek()).isEqualTo("silent");

        links.end(1);
        assertThat(open.client().read(1)).isEqualTo("b");
        links.begin(2, new LinkFault.Refuse(), Set.of(THERE));

        assertThat(open.client().over()).isEqualTo("over");
        assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
    }

    /** Then the server's API may hang for ten seconds; the proxy is made anew, at the same port. */
    @Test
    void a_stall_ends_in_time_though_a_client_has_died_in_it() throws IOException {
        Scene.Connection open = talking();
        links.begin(1, new LinkFault.Stall(), Set.of(BACK));
        open.server().send(new byte[BIG]);
        open.client().reset();

        links.end(1);

        talking();
    }
}
