package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the storm of a run on this machine, a node paused and others killed. */
final class InterruptedRunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private Process run = new ProcessBuilder("true").start();

    InterruptedRunIT() throws IOException {}

    @AfterEach
    void nothing_goes_on() {
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly();
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "io.waybill.cli.Main",
                "run",
                "--env",
                "local"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        run = builder.start();
    }

    private String out() throws IOException {
        return Files.readString(directory.resolve("out.txt"));
    }

    private void awaitShown(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast("the run ended before \"" + text + "\"", () -> !run.isAlive())
                .untilAsserted(
                        () -> assertThat(directory.resolve("err.txt")).content().contains(text));
    }

    private void interrupt() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(run.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private List<Path> workspaces() throws IOException {
        Path base = Path.of(System.getProperty("user.home"), ".cache", "waybill", "run");
        try (Stream<Path> all = Files.list(base)) {
            return all.filter(each -> String.valueOf(each.getFileName()).startsWith(run.pid() + "-"))
                    .toList();
        }
    }

    private static void awaitEnd(List<ProcessHandle> nodes) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(nodes).noneMatch(ProcessHandle::isAlive));
    }

    private void interruptAndFindNothingLeft() throws IOException, InterruptedException {
        List<ProcessHandle> nodes = run.descendants().toList();
        interrupt();
        assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(130);
        assertThat(nodes).isNotEmpty();
        awaitEnd(nodes);
        assertThat(workspaces()).isEmpty();
    }

    @Test
    void what_there_is_is_judged_and_kept_and_nothing_is_left() throws IOException, InterruptedException {
        start("--profile", "short", "--only", "idempotent");
        awaitShown(" start: pause ");

        interruptAndFindNothingLeft();

        assertThat(out()).contains("? INTERRUPTED  Interrupted before the end: 1 configuration was judged");
        Path kept = Kept.in(directory).get(0);
        assertThat(kept).isRegularFile();
        assertThat(Kept.text(kept, "result.json")).contains("\"verdict\" : \"interrupted\"");
    }

    @Test
    void the_first_of_several_plans_is_judged_and_no_other_one_begins() throws IOException, InterruptedException {
        start("acks-zero-does-not-duplicate-and-promises-nothing", "idempotence-removes-the-duplicates-of-retries");
        awaitShown(" start: pause ");

        interruptAndFindNothingLeft();

        assertThat(out())
                .contains("? INTERRUPTED  Called off after 1 plan (of 2), without a violation.")
                .containsPattern("\\? interrupted .* r-[0-9a-f]{6} +acks-zero-does-not")
                .containsPattern("– not run +idempotence-removes");
        assertThat(Kept.in(directory)).hasSize(1);
    }
}
