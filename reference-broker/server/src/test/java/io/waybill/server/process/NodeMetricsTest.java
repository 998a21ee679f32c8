package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.server.metrics.Metric;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node that runs tells of itself. */
@Timeout(90)
final class NodeMetricsTest {

    /** There only where something has gone wrong. */
    private static final Set<Metric> ONLY_OF_TROUBLE = Set.of(Metric.PLANTED_FLAW, Metric.REQUEST_ERRORS);

    /** There only on Linux. */
    private static final Set<Metric> ONLY_SOMEWHERE =
            Set.of(Metric.RESIDENT, Metric.OPEN_FILES, Metric.MOST_OPEN_FILES);

    @TempDir
    private Path place;

    private final String at = NodeProcessTest.freeEndpoint();

    @Test
    void a_node_counts_what_it_does_and_tells_everything_that_it_promises() throws Exception {
        try (var node = new OneNode(place, Map.of("metrics.listener", at))) {
            var process = node.start();
            node.createTopic();
            node.send(List.of("a", "b", "c"));
            assertThat(node.read(3, Duration.ofSeconds(30))).hasSize(3);

            var page = MetricsReader.read(at);

            for (Metric metric : Metric.values()) {
                if (!ONLY_OF_TROUBLE.contains(metric) && !ONLY_SOMEWHERE.contains(metric)) {
                    assertThat(page.page())
                            .contains("# TYPE " + metric.title() + " "
                                    + metric.kind().word() + "\n");
                }
            }
            assertThat(page.value("waybill_log_appended_records_total")).isEqualTo(3);
            assertThat(page.value("waybill_log_appended_bytes_total")).isGreaterThan(3 * 61);
            assertThat(page.value("waybill_partitions{role=\"leader\"}")).isEqualTo(1);
            assertThat(page.value("waybill_leader_elections_total")).isEqualTo(1);
            assertThat(page.value("waybill_controller_active")).isEqualTo(1);
            assertThat(page.value("waybill_broker_fenced")).isZero();
            assertThat(page.value("waybill_planted_flaws")).isZero();
            assertThat(page.value("waybill_partitions_under_replicated")).isZero();
            assertThat(page.value("waybill_request_duration_seconds_count{api=\"CreateTopics\",endpoint=\"client\"}"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(page.value("waybill_request_bytes_total{api=\"Produce\",endpoint=\"client\"}"))
                    .isGreaterThan(3 * 61);
            assertThat(page.value("waybill_disk_flush_duration_seconds_count")).isGreaterThanOrEqualTo(1);
            assertThat(page.value("waybill_network_received_bytes_total")).isGreaterThan(500);
            assertThat(page.value("waybill_network_sent_bytes_total")).isGreaterThan(500);
            assertThat(page.value("waybill_connections")).isGreaterThanOrEqualTo(1);
            assertThat(process.ended()).isNotDone();
        }
    }

    @Test
    void a_node_with_planted_flaws_says_so_where_it_is_measured() throws Exception {
        var given = config();

        var node = NodeProcess.start(
                NodeConfig.of(given),
                BrokerMutants.ofIds(List.of("S1", "Q4")).orElseThrow(),
                new NodeLog(1, line -> {}));
        try {
            node.ready().get(30, TimeUnit.SECONDS);
            var page = MetricsReader.read(at);

            assertThat(page.value("waybill_planted_flaws")).isEqualTo(2);
            assertThat(page.value("waybill_planted_flaw{flaw=\"S1\"}")).isEqualTo(1);
            assertThat(page.value("waybill_planted_flaw{flaw=\"Q4\"}")).isEqualTo(1);
        } finally {
            node.kill();
        }
    }

    @Test
    void a_node_whose_port_for_metrics_is_taken_ends_and_says_why() throws Exception {
        String host = at.substring(0, at.indexOf(':'));
        int port = Integer.parseInt(at.substring(at.indexOf(':') + 1));
        try (var taken = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            assertThat(taken.isBound()).isTrue();
            var node = NodeProcess.start(NodeConfig.of(config()), BrokerMutants.NONE, new NodeLog(1, line -> {}));

            var cause = node.ended().get(30, TimeUnit.SECONDS);

            assertThat(cause).hasValueSatisfying(why -> assertThat(why).hasMessageContaining("for metrics"));
        }
    }

    private SortedMap<String, String> config() {
        var given = new TreeMap<String, String>();
        given.put("node.id", "1");
        given.put("process.roles", "broker,controller");
        given.put("cluster.id", "measured");
        given.put("listeners", "PLAINTEXT://" + NodeProcessTest.freeEndpoint());
        given.put("controller.quorum.voters", "1@" + NodeProcessTest.freeEndpoint());
        given.put("quorum.members", "1@" + NodeProcessTest.freeEndpoint());
        given.put("log.dirs", place.toString());
        given.put("metrics.listener", at);
        return given;
    }
}
