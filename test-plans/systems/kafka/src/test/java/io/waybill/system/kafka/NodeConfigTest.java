package io.waybill.system.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.system.ClusterSpec;
import io.waybill.system.kafka.DirectLayout.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeConfigTest {

    private static final DirectLayout THREE =
            new DirectLayout(List.of(new Ports(20001, 20002), new Ports(20003, 20004), new Ports(20005, 20006)));

    @Test
    void every_address_is_on_loopback() {
        Map<String, String> settings = node(2, Map.of()).settings();

        assertThat(settings)
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:20003,CONTROLLER://127.0.0.1:20004")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:20003")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:20002,2@127.0.0.1:20004,3@127.0.0.1:20006");
        assertThat(THREE.bootstrap()).isEqualTo("127.0.0.1:20001,127.0.0.1:20003,127.0.0.1:20005");
    }

    @Test
    void a_setting_of_the_plan_wins() {
        Map<String, String> settings =
                node(1, Map.of("min.insync.replicas", "1", "my.own", "x\\y")).settings();

        assertThat(settings).containsEntry("min.insync.replicas", "1").containsEntry("my.own", "x\\y");
    }

    @Test
    void a_backslash_survives_the_properties_file() {
        String text = node(1, Map.of("my.own", "x\\y")).text();

        assertThat(text).contains("my.own=x\\\\y\n");
    }

    @Test
    void a_setting_that_makes_the_cluster_is_refused() {
        assertThatThrownBy(() -> node(1, Map.of("log.dirs", "/elsewhere")))
                .hasMessage("setting log.dirs of the cluster is made by the harness: remove it from the plan");
    }

    @Test
    void all_settings_that_make_the_cluster_are_refused_at_once_and_before_anything_starts() {
        ClusterSpec spec = new ClusterSpec(
                3, Map.of("listeners", "PLAINTEXT://:9092", "broker.id", "7", "num.io.threads", "2"), List.of());

        assertThat(new KafkaSystem().problems(spec))
                .containsExactly(
                        "setting broker.id of the cluster is made by the harness: remove it from the plan",
                        "setting listeners of the cluster is made by the harness: remove it from the plan");
    }

    @Test
    void every_node_has_an_identity_of_its_own() {
        Stream<String> identities =
                Stream.of(1, 2, 3).map(id -> node(id, Map.of()).metaProperties("c"));

        assertThat(identities).doesNotHaveDuplicates().allMatch(text -> text.startsWith("version=1\ncluster.id=c\n"));
        assertThat(NodeConfig.kafkaId("a name")).matches("[A-Za-z0-9_-]{22}");
    }

    private static NodeConfig node(int id, Map<String, String> config) {
        return new NodeConfig(id, Path.of("/data/n" + id), THREE, new ClusterSpec(3, config, List.of()));
    }
}
