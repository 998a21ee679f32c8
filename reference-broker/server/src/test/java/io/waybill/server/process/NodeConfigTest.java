package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.Endpoint;
import io.waybill.server.net.NetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a configuration means, and what is said of one that is wrong. */
final class NodeConfigTest {

    private static SortedMap<String, String> combined() {
        var config = new TreeMap<String, String>();
        config.put("node.id", "1");
        config.put("process.roles", "broker,controller");
        config.put("cluster.id", "test-cluster");
        config.put("listeners", "PLAINTEXT://127.0.0.1:9092");
        config.put("controller.quorum.voters", "1@127.0.0.1:9093");
        config.put("quorum.members", "1@127.0.0.1:9094,2@127.0.0.2:9094");
        config.put("log.dirs", "data");
        return config;
    }

    private static List<String> problems(SortedMap<String, String> given) {
        try {
            NodeConfig.of(given);
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    @Test
    void a_node_that_is_both_answers_clients_and_votes() {
        var config = combined();
        config.put("broker.rack", "east");
        config.put("min.insync.replicas", " 2 ");

        NodeConfig node = NodeConfig.of(config);

        assertThat(node.client()).isEqualTo(new Endpoint("127.0.0.1", 9092));
        assertThat(node.isController()).isTrue();
        assertThat(node.broker()).containsExactly(Map.entry("min.insync.replicas", "2"));
        var layout = node.settings(BrokerMutants.NONE).layout();
        assertThat(layout.node(1).rack()).isEqualTo("east");
        assertThat(layout.node(1).controller()).isEqualTo(new Endpoint("127.0.0.1", 9093));
        assertThat(layout.node(2).isController()).isFalse();
    }

    @Test
    void what_is_announced_under_another_address_is_bound_to_its_listener() {
        var config = combined();
        config.put("listeners", "CLIENTS://:9092, CONTROLLER://:9093, QUORUM://10.0.0.1:1");
        config.put("advertised.listeners", "CLIENTS://broker.example:19092");

        NodeConfig node = NodeConfig.of(config);

        assertThat(node.client()).isEqualTo(new Endpoint("broker.example", 19092));
        assertThat(node.net().bindings())
                .containsEntry(new Endpoint("broker.example", 19092), new Endpoint("0.0.0.0", 9092))
                .containsEntry(new Endpoint("127.0.0.1", 9093), new Endpoint("0.0.0.0", 9093))
                .containsEntry(new Endpoint("127.0.0.1", 9094), new Endpoint("10.0.0.1", 1));
    }

    @Test
    void metrics_are_told_where_it_says_on_loopback_unless_it_names_a_host_and_nowhere_otherwise() {
        var config = combined();
        assertThat(NodeConfig.of(config).metrics()).isNull();

        config.put("metrics.listener", ":9404");
        assertThat(NodeConfig.of(config).metrics()).isEqualTo(new Endpoint("127.0.0.1", 9404));

        config.put("metrics.listener", "0.0.0.0:9404");
        assertThat(NodeConfig.of(config).metrics()).isEqualTo(new Endpoint("0.0.0.0", 9404));

        config.put("metrics.listener", "9404");
        assertThat(problems(config))
                .singleElement()
                .asString()
                .contains("metrics.listener")
                .contains("was 9404");
    }

    @Test
    void what_the_network_may_take_is_configured_by_kafkas_names() {
        var config = combined();
        config.put("socket.request.max.bytes", "1");
        config.put("queued.max.request.bytes", "2");
        config.put("max.connections", "3");
        config.put("connections.max.idle.ms", "4");
        config.put("socket.connection.setup.timeout.ms", "5");
        config.put("socket.listen.backlog.size", "6");
        config.put("socket.send.buffer.bytes", "7");
        config.put("socket.receive.buffer.bytes", "-1");

        assertThat(NodeConfig.of(config).net().withBindings(Map.of()))
                .isEqualTo(new NetSettings(
                        Map.of(), Map.of(), 1, 2, 3, Duration.ofMillis(4), Duration.ofMillis(5), 6, 7, -1));
        assertThat(NodeConfig.of(combined()).net().withBindings(Map.of())).isEqualTo(NetSettings.STANDARD);
        config.put("socket.send.buffer.bytes", "0");
        config.put("socket.listen.backlog.size", "0");
        assertThat(problems(config))
                .containsExactly(
                        "socket.listen.backlog.size must be >= 1, was 0",
                        "socket.send.buffer.bytes must be >= 1, or -1 for the system's choice, was 0");
    }

    @Test
    void other_nodes_can_be_reached_through_proxies() {
        var config = combined();
        config.put("waybill.routes", "127.0.0.1:9093>127.0.0.1:21000, broker.example:19092>[::1]:21001");

        assertThat(NodeConfig.of(config).net().routes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        new Endpoint("127.0.0.1", 9093), new Endpoint("127.0.0.1", 21000),
                        new Endpoint("broker.example", 19092), new Endpoint("::1", 21001)));
        config.put("waybill.routes", "a:1>b:2,a:1>b:3,a:1,a:1>b:99999,a:1>b:2>c:3");
        assertThat(problems(config))
                .containsExactly(
                        "waybill.routes must have an address once, has a:1 more often",
                        "waybill.routes must be such as host:9092>proxy:21000,host:9093>proxy:21001, has a:1",
                        "waybill.routes must be such as host:9092>proxy:21000,host:9093>proxy:21001, has a:1>b:99999",
                        "waybill.routes must be such as host:9092>proxy:21000,host:9093>proxy:21001, has a:1>b:2>c:3");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var config = new TreeMap<String, String>();
        config.put("node.id", "one");
        config.put("process.roles", "broker,boss");
        config.put("listeners", "PLAINTEXT://:9092,EXTRA://:9095,nonsense");
        config.put("controller.quorum.voters", "1@localhost:9093,1@localhost:70000,1@localhost:9094");
        config.put("replica.lag.time.max.mss", "1");
        config.put("min.insync.replicas", "none");

        assertThat(problems(config))
                .containsExactlyInAnyOrder(
                        "node.id must be a whole number of 32 bits, was one",
                        "process.roles must be broker, controller or both with a comma, was broker,boss",
                        "listeners must be such as PLAINTEXT://host:9092, has nonsense",
                        "listeners must have one listener for clients, has [EXTRA, PLAINTEXT]",
                        "advertised.listeners must say by which address clients find EXTRA, which listens everywhere",
                        "controller.quorum.voters must be such as 1@host:9093,2@host:9093, has 1@localhost:70000",
                        "controller.quorum.voters must have a node once, has 1 more often",
                        "quorum.members must be given",
                        "cluster.id must be given",
                        "log.dirs must be given",
                        "unknown configuration \"replica.lag.time.max.mss\", did you mean \"replica.lag.time.max.ms\"?",
                        "min.insync.replicas must be a whole number of 32 bits, was none");
    }

    @Test
    void roles_and_the_quorum_must_agree() {
        var notVoting = combined();
        notVoting.put("controller.quorum.voters", "2@127.0.0.1:9093");
        var voting = combined();
        voting.put("process.roles", "broker");
        var missing = combined();
        missing.put("node.id", "3");
        missing.put("process.roles", "broker");
        var deaf = combined();
        deaf.put("process.roles", "controller");

        assertThat(problems(notVoting))
                .containsExactly("controller.quorum.voters must have this controller, 1, has [2]");
        assertThat(problems(voting))
                .containsExactly("controller.quorum.voters must not have node 1, which is no controller");
        assertThat(problems(missing)).containsExactly("quorum.members must have this node, 3, has [1, 2]");
        assertThat(problems(deaf))
                .containsExactly(
                        "listeners must have none for clients where process.roles has no broker, has [PLAINTEXT]");
    }

    @Test
    void one_folder_is_needed_and_no_more() {
        var two = combined();
        two.put("log.dirs", "a,b");
        var twice = combined();
        twice.put("log.dir", "a");

        assertThat(problems(two)).containsExactly("log.dirs must be one folder, was a,b");
        assertThat(problems(twice)).containsExactly("log.dirs and log.dir must not both be given");
        assertThatThrownBy(() -> NodeConfig.of(two))
                .hasMessage("the configuration is wrong:\n  log.dirs must be one folder, was a,b");
    }

    @Test
    void an_unknown_name_of_the_process_is_proposed_too() {
        var config = combined();
        config.put("listner", "x");

        assertThat(problems(config)).containsExactly("unknown configuration \"listner\", did you mean \"listeners\"?");
    }
}
