package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.NewTopic;
import io.waybill.environment.local.DetachedProcess;
import io.waybill.server.client.ReferenceAdmin;
import io.waybill.server.client.ReferenceClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill run --bootstrap} against a cluster that it did not start: about 20 s. */
@Timeout(180)
final class BootstrapRunIT {

    /** Somebody's own topic, which a run has no business with. */
    private static final String THEIRS = "waybill-is-only-a-name";

    @TempDir
    private static Path directory;

    private static String bootstrap = "";

    @BeforeAll
    static void somebody_runs_a_cluster() throws IOException {
        String port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = String.valueOf(socket.getLocalPort());
        }
        Session.Shown started = Session.in(directory).type("broker", "start", "--dir", "cluster", "--port", port);
        assertThat(started.exitCode()).as(started.err()).isZero();
        bootstrap = "127.0.0.1:" + port;
        try (ReferenceClients clients = ReferenceClients.open(bootstrap);
                ReferenceAdmin admin = clients.admin(Map.of())) {
            admin.createTopic(NewTopic.of(THEIRS, 1, 1)).join();
        }
    }

    @AfterAll
    static void the_cluster_ends() {
        DetachedProcess.in(directory.resolve("cluster")).forEach(DetachedProcess::kill);
    }

    private static List<String> topics() {
        try (ReferenceClients clients = ReferenceClients.open(bootstrap);
                ReferenceAdmin admin = clients.admin(Map.of())) {
            return ((AdminResult.Done<List<String>>) admin.listTopics().join()).value();
        }
    }

    /** Starts a run that is long, on one broker, as a process whose home is the test's. */
    private static Process run(String storm) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                "io.waybill.cli.Main",
                "run",
                ClusterOption.FAULTLESS,
                "--bootstrap",
                bootstrap,
                "--quiet",
                "--set",
                "phases.storm=" + storm,
                "--set",
                "cluster.topics.orders={partitions: 2, replicas: 1, config: {}}"));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    private static void awaitTopics() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(topics()).hasSize(2));
    }

    private static String shown(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void a_run_leaves_nothing_of_its_own_and_nobody_elses_changed_however_it_ends() throws Exception {
        Process killed = run("1m");
        awaitTopics();
        killed.destroyForcibly().waitFor();
        assertThat(topics()).as("left by the killed run").hasSize(2);

        Process whole = run("1s");
        assertThat(whole.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shown("err.txt")).hasLineCount(1).startsWith("packed a run that was killed: ");
        assertThat(shown("out.txt")).contains("✓ HOLDS");
        assertThat(whole.exitValue()).isZero();
        assertThat(topics()).as("after a run, and the one that was killed").containsExactly(THEIRS);

        Process calledOff = run("1m");
        awaitTopics();
        calledOff.destroy();
        assertThat(calledOff.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shown("out.txt")).contains("INTERRUPTED");
        assertThat(topics()).as("after a run that was called off").containsExactly(THEIRS);
    }
}
