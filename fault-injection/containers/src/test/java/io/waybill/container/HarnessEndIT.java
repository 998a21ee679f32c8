package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** However a harness ends, its containers, networks and volumes go, and those of others stay. */
@Timeout(120)
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class HarnessEndIT {

    private static final String STRANGER = "waybill-test-of-somebody-else";

    @TempDir
    private Path base;

    private final Engine engine = Engine.connect();
    private Process harness;

    @AfterEach
    void end() {
        if (harness != null) {
            harness.destroyForcibly();
        }
    }

    @Test
    void what_a_killed_harness_leaves_is_swept_by_the_next_start_alone() throws Exception {
        DockerClient client = engine.client();
        client.createVolumeCmd()
                .withName(STRANGER)
                .withLabels(Map.of("io.waybill", "no mark of a harness"))
                .exec();
        String alive = start("wait");
        engine.sweep();
        assertThat(Left.of(engine, alive)).hasSize(4);
        harness.destroyForcibly().waitFor();
        assertThat(Left.of(engine, alive)).hasSize(4);

        Containers.open(engine, base, base.resolve("journal.jsonl")).close();

        assertThat(Left.of(engine, alive)).isEmpty();
        client.removeVolumeCmd(STRANGER).exec();
    }

    @Test
    void a_harness_that_is_interrupted_takes_everything_along() throws Exception {
        String cluster = start("wait");

        // SIGTERM: where tests run in the background of a script, every child ignores SIGINT.
        harness.destroy();

        assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Left.of(engine, cluster)).isEmpty();
    }

    @Test
    void a_harness_that_forgets_to_close_takes_everything_along() throws Exception {
        String cluster = start("end");

        assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Left.of(engine, cluster)).isEmpty());
    }

    @Test
    void a_cluster_that_an_interrupted_thread_closes_goes_all_the_same() throws Exception {
        Pair pair = Pair.start(base);
        String cluster = pair.containers().mark().cluster();
        Thread.currentThread().interrupt();

        pair.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Left.of(engine, cluster)).isEmpty();
    }

    private String start(String mode) throws IOException {
        harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Harness.class.getName(),
                        base.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = harness.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith("cluster ");
            return line.substring("cluster ".length());
        }
    }
}
