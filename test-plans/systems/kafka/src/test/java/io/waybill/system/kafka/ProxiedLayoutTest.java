package io.waybill.system.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Endpoint;
import io.waybill.system.kafka.ProxiedLayout.Ports;
import io.waybill.toxiproxy.link.Route;
import io.waybill.toxiproxy.proxy.HostPort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiedLayoutTest {

    private static final List<Ports> PORTS =
            List.of(new Ports(20001, 20002, 20003), new Ports(20004, 20005, 20006), new Ports(20007, 20008, 20009));

    private static final ProxiedLayout THREE = new ProxiedLayout(
            PORTS,
            List.of(
                    new Endpoint("127.0.0.1", 40001),
                    new Endpoint("127.0.0.1", 40002),
                    new Endpoint("127.0.0.1", 40003)));

    @Test
    void a_node_listens_on_loopback_and_announces_names_to_nodes_and_a_proxy_to_clients() {
        assertThat(THREE.settings(2))
                .containsEntry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:20004,BROKER://127.0.0.1:20005,CONTROLLER://127.0.0.1:20006")
                .containsEntry(
                        "advertised.listeners", "PLAINTEXT://127.0.0.1:40002,BROKER://n2:20005,CONTROLLER://n2:20006")
                .containsEntry("inter.broker.listener.name", "BROKER")
                .containsEntry("controller.quorum.voters", "1@n1:20003,2@n2:20006,3@n3:20009");
    }

    @Test
    void the_name_of_another_node_is_the_address_of_the_way_to_it() {
        assertThat(THREE.hosts(2)).isEqualTo("127.0.0.1 localhost\n127.20.2.1 n1\n127.0.0.1 n2\n127.20.2.3 n3\n");
    }

    @Test
    void at_that_address_a_proxy_has_the_ports_of_the_node_that_it_leads_to() {
        Map<Route, HostPort> ways = ProxiedLayout.ways(PORTS);

        assertThat(ways)
                .hasSize(3 * 2 * 2)
                .containsEntry(new Route(2, 3, "broker", "127.0.0.1", 20008), new HostPort("127.20.2.3", 20008))
                .containsEntry(new Route(2, 3, "controller", "127.0.0.1", 20009), new HostPort("127.20.2.3", 20009));
    }
}
