package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.server.files.FolderRefusedException;
import io.waybill.server.loop.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node from its start to its end, in this process. */
@Timeout(60)
final class NodeProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path place;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final NodeLog log = new NodeLog(1, lines::add);
    private NodeConfig config;

    @BeforeEach
    void configure() {
        var given = new TreeMap<String, String>();
        given.put("node.id", "1");
        given.put("process.roles", "broker,controller");
        given.put("cluster.id", "test-cluster");
        given.put("listeners", "PLAINTEXT://" + freeEndpoint());
        given.put("controller.quorum.voters", "1@" + freeEndpoint());
        given.put("quorum.members", "1@" + freeEndpoint());
        given.put("log.dirs", place.toString());
        config = NodeConfig.of(given);
    }

    static String freeEndpoint() {
        return FreePorts.endpoint().toString();
    }

    private static void awaitReady(NodeProcess node) throws Exception {
        assertThat(node.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private List<String> events() {
        return List.copyOf(lines).stream()
                .map(line -> line.replaceAll(".*\"event\":\"([a-zA-Z]+)\".*", "$1"))
                .toList();
    }

    @Test
    void it_becomes_ready_stops_in_order_and_starts_again() throws Exception {
        NodeProcess first = NodeProcess.start(config, BrokerMutants.NONE, log);
        awaitReady(first);
        assertThat(first.stop(PATIENCE)).isTrue();
        assertThat(events())
                .containsSubsequence(
                        "starting", "activeController", "registered", "unfenced", "ready", "stopping", "ended");
        lines.clear();

        NodeProcess second = NodeProcess.start(config, BrokerMutants.NONE, log);
        awaitReady(second);
        second.kill();

        assertThat(lines.get(0)).contains("\"incarnation\":1");
        assertThat(second.ended().join()).isEmpty();
        assertThat(events()).doesNotContain("crashed");
    }

    @Test
    void a_second_node_on_the_same_folder_is_refused_and_the_first_goes_on() throws Exception {
        NodeProcess first = NodeProcess.start(config, BrokerMutants.NONE, log);
        awaitReady(first);

        assertThatThrownBy(() -> NodeProcess.start(config, BrokerMutants.NONE, log))
                .isInstanceOf(FolderRefusedException.class)
                .hasMessageContaining("is in use by");

        assertThat(first.ended()).isNotDone();
        assertThat(first.stop(PATIENCE)).isTrue();
    }

    @Test
    void a_node_whose_port_is_taken_crashes_and_says_why() throws Exception {
        var client = config.client();
        try (var taken = new ServerSocket(client.port(), 1, InetAddress.getByName(client.host()))) {
            NodeProcess node = NodeProcess.start(config, BrokerMutants.NONE, log);

            var cause = node.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(cause).isPresent();
            assertThat(node.ready().join()).isFalse();
            assertThat(List.copyOf(lines))
                    .anySatisfy(line ->
                            assertThat(line).contains("\"crashed\"").contains(String.valueOf(taken.getLocalPort())));
        }
    }

    @Test
    void a_node_with_planted_flaws_says_so() throws Exception {
        var flaws = BrokerMutants.ofIds(List.of("S1", "q4")).orElseThrow();

        NodeProcess.start(config, flaws, log).kill();

        assertThat(List.copyOf(lines))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"level\":\"warn\"")
                        .contains("\"event\":\"flawed\"")
                        .contains("\"plantedFlaws\":\"S1,Q4\""));
    }
}
