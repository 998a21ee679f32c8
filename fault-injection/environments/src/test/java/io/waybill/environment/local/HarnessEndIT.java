package io.waybill.environment.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a harness ends, nothing of it stays; tried on a harness that is a process of its own. */
class HarnessEndIT {

    @TempDir(factory = NameWithSpace.class)
    private Path base;

    private final List<ProcessHandle> started = new ArrayList<>();
    private final List<Process> harnesses = new ArrayList<>();

    @AfterEach
    void nothing_is_left() {
        harnesses.forEach(Process::destroyForcibly);
        List<ProcessHandle> left =
                started.stream().filter(ProcessHandle::isAlive).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    @Test
    void what_a_killed_harness_leaves_is_swept_by_the_next() throws Exception {
        List<ProcessHandle> children = startHarness("wait");
        harness().destroyForcibly().waitFor();
        assertThat(children).allMatch(ProcessHandle::isAlive);

        LocalProcesses.open(base, false).close();

        awaitEnd(children);
        assertThat(workspaces()).isEmpty();
    }

    @Test
    void what_a_living_harness_has_is_not_touched() throws Exception {
        List<ProcessHandle> children = startHarness("wait");

        LocalProcesses.open(base, false).close();

        assertThat(children).allMatch(ProcessHandle::isAlive);
        assertThat(workspaces()).hasSize(1);
        harness().destroyForcibly().waitFor();
        Remains.sweep(base);
    }

    @Test
    void a_killed_harness_under_another_base_is_not_touched(@TempDir Path elsewhere) throws Exception {
        List<ProcessHandle> children = startHarness("wait");
        harness().destroyForcibly().waitFor();

        LocalProcesses.open(elsewhere, false).close();

        assertThat(children).allMatch(ProcessHandle::isAlive);
        Remains.sweep(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_harness_that_is_interrupted_takes_its_children_along(String signal) throws Exception {
        // Where the tests run in the background of a script, every child of theirs ignores INT, as POSIX has it.
        assumeTrue(shell("kill -" + signal + " $$").waitFor() != 0, signal + " is ignored here");
        List<ProcessHandle> children = startHarness("wait");

        shell("kill -" + signal + " " + harness().pid());

        awaitEnd(children);
        assertThat(harness().waitFor()).isNotZero();
        assertThat(workspaces()).isEmpty();
    }

    @Test
    void a_harness_that_throws_takes_its_children_along() throws Exception {
        List<ProcessHandle> children = startHarness("throw");

        awaitEnd(children);

        assertThat(harness().waitFor()).isEqualTo(1);
        assertThat(workspaces()).isEmpty();
    }

    @Test
    void a_harness_that_forgets_to_close_takes_its_children_along() throws Exception {
        List<ProcessHandle> children = startHarness("end");

        awaitEnd(children);

        assertThat(harness().waitFor()).isZero();
        assertThat(workspaces()).isEmpty();
    }

    private List<ProcessHandle> startHarness(String mode) throws IOException {
        Process harness = Harness.start(base, mode);
        harnesses.add(harness);
        try (BufferedReader output = harness.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith("children ");
            List<ProcessHandle> children = Stream.of(
                            line.substring("children ".length()).split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            started.addAll(children);
            return children;
        }
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", script).start();
    }

    private Process harness() {
        return harnesses.get(0);
    }

    private List<Path> workspaces() throws IOException {
        try (Stream<Path> entries = Files.list(base)) {
            return entries.filter(entry -> Workspace.ownerOf(entry).isPresent()).toList();
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    /** A path with a space in it, as macOS likes them. */
    static final class NameWithSpace implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.createTempDirectory("waybill test");
        }
    }
}
