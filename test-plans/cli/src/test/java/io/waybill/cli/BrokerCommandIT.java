package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.local.DetachedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill broker} with real processes. */
@Timeout(180)
final class BrokerCommandIT {

    @TempDir
    private Path directory;

    @AfterEach
    void nothing_is_left() {
        List<DetachedProcess> left = DetachedProcess.in(cluster());
        left.forEach(DetachedProcess::kill);
        assertThat(left).isEmpty();
    }

    private Path cluster() {
        return directory.resolve("cluster");
    }

    private Session.Shown broker(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "broker";
        all[1] = arguments[0];
        all[2] = "--dir";
        all[3] = "cluster";
        System.arraycopy(arguments, 1, all, 4, arguments.length - 1);
        return Session.in(directory).type(all);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String lineOf(String text, String word) {
        return text.lines()
                .filter(line -> line.strip().startsWith(word))
                .findFirst()
                .orElseThrow();
    }

    private String logOf(String node) throws IOException {
        return Files.readString(cluster().resolve(node).resolve("log.jsonl"));
    }

    @Test
    void a_cluster_starts_shows_itself_and_stops() throws IOException {
        String port = String.valueOf(freePort());

        Session.Shown started = broker("start", "--port", port);
        Session.Shown again = broker("start", "--port", port);
        Session.Shown status = broker("status");
        Session.Shown stopped = broker("stop");
        Session.Shown after = broker("status");

        assertThat(started.err()).isEmpty();
        assertThat(started.exitCode()).isZero();
        assertThat(started.out()).contains("✓ READY  1 node").contains("bootstrap  127.0.0.1:" + port);
        assertThat(started.out()).containsPattern("metrics    http://127\\.0\\.0\\.1:[0-9]+/metrics");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is running: stop it first");
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("1 of 1 nodes running").contains("127.0.0.1:" + port);
        assertThat(status.out()).contains(lineOf(started.out(), "metrics"));
        assertThat(stopped.out()).contains("stopped 1 node");
        assertThat(after.exitCode()).isEqualTo(3);
        assertThat(after.out()).contains("0 of 1 nodes running");
        assertThat(logOf("n1")).contains("\"event\":\"ended\",\"inOrder\":\"yes\"");
    }

    @Test
    void a_killed_node_is_seen_and_its_next_life_is_counted() throws IOException {
        String port = String.valueOf(freePort());
        broker("start", "--port", port);
        DetachedProcess.in(cluster()).forEach(DetachedProcess::kill);

        Session.Shown status = broker("status");
        Session.Shown restarted = broker("start", "--port", port, "--mutant", "r1");
        broker("stop");

        assertThat(status.out()).contains("0 of 1 nodes running");
        assertThat(restarted.exitCode()).isZero();
        assertThat(restarted.out()).contains("FLAWED").contains("R1: this cluster breaks promises on purpose");
        assertThat(logOf("n1"))
                .contains("\"incarnation\":0")
                .contains("\"incarnation\":1")
                .contains("\"flawed\"");
    }

    @Test
    void one_node_is_killed_seen_and_started_again_as_it_was() throws IOException {
        String port = String.valueOf(freePort());
        broker("start", "--port", port, "--nodes", "2", "--mutant", "r1");

        Session.Shown killed = broker("stop", "--node", "2", "--now");
        Session.Shown status = broker("status");
        Session.Shown planned = broker("start", "--port", port);
        Session.Shown missing = broker("start");
        Session.Shown stopped = broker("stop", "--node", "2");
        Session.Shown alone = broker("start", "--node", "2");
        Session.Shown again = broker("start", "--node", "2");
        Session.Shown nobody = broker("stop", "--node", "3");
        Session.Shown whole = broker("status");
        Session.Shown ended = broker("stop", "--now");

        assertThat(killed.out()).contains("killed 1 node");
        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.out()).contains("1 of 2 nodes running").contains("down       n2");
        assertThat(planned.exitCode()).isEqualTo(2);
        assertThat(planned.err()).contains("without other options, start starts what is missing");
        assertThat(missing.exitCode()).isZero();
        assertThat(missing.out()).contains("✓ READY  1 of 2 nodes").contains("127.0.0.1:" + port);
        assertThat(logOf("n2")).contains("\"incarnation\":1").contains("R1");
        assertThat(stopped.out()).contains("stopped 1 node");
        assertThat(logOf("n2")).contains("\"event\":\"ended\",\"inOrder\":\"yes\"");
        assertThat(alone.exitCode()).isZero();
        assertThat(again.err()).contains("n2 is running");
        assertThat(nobody.err()).contains("--node must be from 1 to 2, was 3");
        assertThat(whole.out()).contains("2 of 2 nodes running").doesNotContain("down");
        assertThat(ended.out()).contains("killed 2 nodes");
    }

    @Test
    void a_start_that_fails_says_why_and_leaves_nothing_running() throws IOException {
        Path data = Files.createDirectories(cluster().resolve("n2/data"));
        Files.writeString(
                data.resolve("meta.properties"), "version=1\ncluster.id=other\nnode.id=7\nwaybill.starts=1\n");

        Session.Shown started = broker("start", "--nodes", "2", "--port", String.valueOf(freePort()));

        assertThat(started.exitCode()).isEqualTo(4);
        assertThat(started.err())
                .contains("n2 ended before it was ready")
                .contains("belongs to node 7 of cluster other, not to node 2 of cluster waybill-local");
    }

    @Test
    void what_is_wrong_is_said_before_anything_is_started() throws IOException {
        Session.Shown unknown = broker(
                "start", "--config", "min.insync.replica=2", "--config", "replica.lag.time.max.ms=soon", "--port", "1");
        Session.Shown decided = broker("start", "--config", "node.id=2");
        Session.Shown mutant = broker("start", "--mutant", "R99");
        Session.Shown nodes = broker("start", "--nodes", "0");
        Session.Shown node = broker("start", "--node", "1");

        assertThat(List.of(unknown, decided, mutant, nodes, node)).allMatch(shown -> shown.exitCode() == 2);
        assertThat(node.err()).contains("--node names a node of a cluster, and none was ever started in");
        assertThat(unknown.err())
                .contains("did you mean \"min.insync.replicas\"?")
                .contains("replica.lag.time.max.ms must be a whole number of 64 bits, was soon");
        assertThat(decided.err()).contains("node.id must not be given: the cluster decides it for each node");
        assertThat(mutant.err()).contains("unknown mutant \"R99\"");
        assertThat(nodes.err()).contains("--nodes must be from 1 to 99, was 0");
        assertThat(Files.exists(cluster())).isFalse();
    }

    @Test
    void a_port_in_use_is_said_at_once() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session.Shown started = broker("start", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(started.exitCode()).isEqualTo(2);
            assertThat(started.err()).contains("is in use: choose others with --port");
        }
    }
}
