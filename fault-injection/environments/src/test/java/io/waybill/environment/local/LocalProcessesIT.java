package io.waybill.environment.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.environment.node.NodeFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessesIT {

    @TempDir
    private Path base;

    private LocalProcesses processes;

    @BeforeEach
    void open() {
        processes = LocalProcesses.open(base, false);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    @Test
    void a_killed_process_comes_back_as_a_new_one() throws Exception {
        LocalProcess sleeper = startSleeper();
        long firstPid = sleeper.pid();

        sleeper.kill();
        boolean aliveAfterKill = sleeper.isAlive();
        sleeper.restart();
        sleeper.awaitLog(List.of("sleeper is up"), inSeconds(60));

        assertThat(aliveAfterKill).isFalse();
        assertThat(sleeper.isAlive()).isTrue();
        assertThat(sleeper.pid()).isNotEqualTo(firstPid);
    }

    @Test
    void a_paused_process_stands_still_until_it_is_resumed() throws Exception {
        LocalProcess sleeper = startSleeper();

        sleeper.pause();
        String paused = state(sleeper);
        sleeper.resume();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(state(sleeper)).doesNotStartWith("T"));

        assertThat(paused).startsWith("T");
        assertThat(sleeper.isPaused()).isFalse();
    }

    @Test
    void a_paused_process_can_be_killed_and_repaired_twice() throws Exception {
        LocalProcess sleeper = startSleeper();
        sleeper.pause();

        sleeper.kill();
        sleeper.resume();
        sleeper.restart();
        sleeper.restart();

        assertThat(sleeper.isAlive()).isTrue();
        assertThat(sleeper.isPaused()).isFalse();
    }

    @Test
    void a_child_reads_no_input_and_ignores_the_interrupt_of_the_terminal() throws Exception {
        ProcessSpec spec = shell("read line || echo no input; kill -INT $$; echo still here");

        LocalProcess child = processes.start(spec);
        child.awaitLog(List.of("still here"), inSeconds(60));

        assertThat(Files.readString(spec.log())).isEqualTo("no input\nstill here\n");
    }

    @Test
    void a_process_that_ends_before_it_is_ready_is_reported_with_the_end_of_its_log() {
        LocalProcess child = processes.start(shell("echo the disk is full; exit 3"));

        assertThatThrownBy(() -> child.awaitLog(List.of("never written"), inSeconds(60)))
                .isInstanceOf(NodeFailedException.class)
                .hasMessageStartingWith("child ended before it was ready; its log ")
                .hasMessageEndingWith("ends with\nthe disk is full");
    }

    @Test
    void a_process_that_is_not_ready_in_time_is_reported() {
        LocalProcess child = processes.start(shell("sleep 60"));

        assertThatThrownBy(() -> child.awaitLog(List.of("never written"), System.nanoTime()))
                .isInstanceOf(NodeFailedException.class)
                .hasMessageStartingWith("child was not ready in time; its log ");
    }

    @Test
    void a_process_that_ends_by_itself_tells_its_exit_code() throws Exception {
        LocalProcess child = processes.start(shell("echo done; exit 3"));

        int code = child.awaitEnd(Duration.ofSeconds(60));

        assertThat(code).isEqualTo(3);
        assertThat(child.logTail()).isEqualTo("done");
    }

    @Test
    void a_process_that_does_not_end_in_time_is_killed_and_reported() {
        LocalProcess child = processes.start(shell("exec sleep 60"));

        assertThatThrownBy(() -> child.awaitEnd(Duration.ZERO)).hasMessageStartingWith("child did not end within 0 s");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void a_process_that_is_asked_to_end_can_say_goodbye() throws Exception {
        LocalProcess child =
                processes.start(shell("trap 'echo goodbye; exit 0' TERM; echo up; while :; do sleep 0.1; done"));
        child.awaitLog(List.of("up"), inSeconds(60));

        child.stop(Duration.ofSeconds(60));

        assertThat(child.logTail()).isEqualTo("up\ngoodbye");
    }

    @Test
    void closing_ends_every_process_and_removes_the_directory() throws Exception {
        LocalProcess running = startSleeper();
        LocalProcess paused = startSleeper();
        paused.pause();
        Path directory = processes.directory();

        processes.close();

        assertThat(List.of(running, paused)).noneMatch(LocalProcess::isAlive);
        assertThat(directory).doesNotExist();
    }

    @Test
    void nothing_starts_after_the_end() {
        ProcessSpec spec = shell("echo up");
        processes.close();

        assertThatThrownBy(() -> processes.start(spec)).hasMessage("child cannot be started: its cluster was closed");
    }

    @Test
    void a_kept_directory_survives_the_end_and_the_next_sweep() throws Exception {
        LocalProcesses kept = LocalProcesses.open(base, true);
        Files.writeString(kept.directory().resolve("data"), "precious");

        kept.close();
        Remains.sweep(base);

        assertThat(kept.directory().resolve("data")).hasContent("precious");
    }

    @Test
    void a_port_is_given_once_and_never_while_somebody_listens_there() throws Exception {
        int first = processes.reservePort();
        try (ServerSocket listener = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress());
                LocalProcesses others = LocalProcesses.open(base, false)) {
            int second = processes.reservePort();
            int third = others.reservePort();

            assertThat(second).isNotIn(first, listener.getLocalPort());
            assertThat(third).isNotIn(first, second, listener.getLocalPort());
        }
    }

    private LocalProcess startSleeper() throws InterruptedException {
        LocalProcess sleeper = processes.start(Harness.sleeper(processes.directory(), "s" + System.nanoTime()));
        sleeper.awaitLog(List.of("sleeper is up"), inSeconds(60));
        return sleeper;
    }

    private ProcessSpec shell(String script) {
        Path directory = processes.directory();
        Path program = directory.resolve("run.sh");
        try {
            Files.writeString(program, "#!/bin/sh\n" + script + "\n");
            boolean executable = program.toFile().setExecutable(true);
            assertThat(executable).isTrue();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new ProcessSpec("child", program, List.of(), Map.of(), directory, directory.resolve("child.log"));
    }

    private static String state(LocalProcess process) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(process.pid())).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static long inSeconds(int seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
