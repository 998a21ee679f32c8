package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What can be done to a container, one pair of them for all tests. */
@Timeout(120)
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class ContainersIT {

    private static final List<String> READY = List.of("Starting Toxiproxy HTTP server");

    @TempDir
    private static Path directory;

    private static Pair pair;

    @BeforeAll
    static void start() throws InterruptedException {
        pair = Pair.start(directory);
    }

    @AfterAll
    static void everything_goes_with_the_cluster() {
        Engine engine = Engine.connect();
        String cluster = pair.containers().mark().cluster();

        pair.close();

        assertThat(Left.of(engine, cluster)).isEmpty();
    }

    @BeforeEach
    void be_whole() throws InterruptedException {
        pair.node().resume();
        pair.node().restart();
        pair.node().awaitLog(READY, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void a_node_that_is_killed_comes_back_at_the_same_port() throws Exception {
        assertThat(pair.ask()).contains("version");

        pair.node().kill();

        assertThat(pair.node().isAlive()).isFalse();
        assertThatThrownBy(pair::ask).isInstanceOf(IOException.class);
        pair.node().restart();
        pair.node().awaitLog(READY, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        assertThat(pair.ask()).contains("version");
    }

    @Test
    void a_node_that_stands_still_does_not_answer_and_can_be_killed() throws Exception {
        pair.node().pause();

        assertThatThrownBy(pair::ask).isInstanceOf(IOException.class);
        assertThat(pair.node().isAlive()).isTrue();
        pair.node().kill();
        assertThat(pair.node().isAlive()).isFalse();
    }

    @Test
    void its_output_is_all_there_after_each_start() throws Exception {
        int before = starts();

        pair.node().stop(Duration.ofSeconds(10));
        pair.node().restart();
        pair.node().awaitLog(READY, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        pair.node().kill();

        assertThat(Files.readString(pair.node().log())).contains("Shutdown started");
        assertThat(starts()).isEqualTo(before + 1);
    }

    private static int starts() throws IOException {
        return (int) Files.readAllLines(pair.node().log()).stream()
                .filter(line -> line.contains(READY.get(0)))
                .count();
    }

    @Test
    void a_node_that_is_wiped_starts_anew() {
        assertThatThrownBy(pair.node()::wipe)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("n1 runs");
        pair.node().kill();

        pair.node().wipe();

        assertThat(Left.of(Engine.connect(), pair.containers().mark().cluster()))
                .hasSize(2);
    }

    @Test
    void a_machine_whose_cable_is_pulled_is_not_reached_until_it_is_back() throws Exception {
        pair.proxy().disconnect();
        assertThatThrownBy(pair::ask).isInstanceOf(IOException.class);

        pair.proxy().connect();

        assertThat(pair.ask()).contains("version");
    }

    @Test
    void a_limit_of_the_processor_comes_and_goes() throws Exception {
        pair.node().slow(100);
        assertThat(pair.ask()).contains("version");

        pair.node().slow(1);

        assertThat(Files.readString(directory.resolve("containers.jsonl")))
                .containsPattern("\"action\":\"slow-100\",\"container\":\"n1\",\"began\":\"[^\"]+Z\",\"effect\":\"");
        assertThatThrownBy(() -> pair.node().slow(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_node_that_wants_more_memory_than_it_may_have_is_ended_and_comes_back() throws Exception {
        assertThatThrownBy(() -> pair.node().limitMemory(1)).isInstanceOf(IllegalArgumentException.class);
        pair.node().limitMemory(32 << 20);
        assertThat(pair.ask()).contains("version");

        assertThatThrownBy(() -> pair.send(128 << 20)).isInstanceOf(IOException.class);

        await().atMost(Duration.ofSeconds(30)).until(pair.node()::ranOutOfMemory);
        pair.node().liftMemoryLimit();
        pair.node().restart();
        pair.node().awaitLog(READY, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        assertThat(pair.ask()).contains("version");
        assertThat(pair.node().ranOutOfMemory()).isFalse();
    }
}
