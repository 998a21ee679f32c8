package io.waybill.environment.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.waybill.environment.disk.NodeDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks of nodes' own lose what was not synced and nothing else, and nothing of them stays. */
@Timeout(120)
final class OwnDisksIT {

    @TempDir(factory = HarnessEndIT.NameWithSpace.class)
    private Path base;

    @BeforeAll
    static void this_machine_allows_it(@TempDir Path base) {
        assumeThat(LocalProcesses.missingForDisks(base))
                .as("what this machine lacks for disks of nodes' own")
                .isEmpty();
    }

    @AfterEach
    void nothing_is_mounted_or_attached() throws IOException {
        assertThat(mounts()).isEmpty();
        for (Path device : devices()) {
            assertThat(device).content().doesNotContain(base.toRealPath().toString());
        }
    }

    private String mounts() throws IOException {
        String mark = base.getFileName().toString().replace(" ", "\\040");
        return String.join(
                "\n",
                Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                        .filter(line -> line.contains(mark))
                        .toList());
    }

    private static List<Path> devices() throws IOException {
        try (var devices = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
            return StreamSupport.stream(devices.spliterator(), false)
                    .map(device -> device.resolve("loop/backing_file"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    private static void write(Path file, String text, boolean sync) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (sync) {
                channel.force(true);
            }
        }
    }

    @Test
    void a_loss_of_power_takes_what_was_not_synced_and_nothing_else_each_time() throws IOException {
        try (LocalProcesses processes = LocalProcesses.open(base, false)) {
            NodeDisk disk = processes.disk("n1");
            Path synced = disk.folder().resolve("synced");
            Path renamed = disk.folder().resolve("renamed");
            write(renamed, "old", true);
            disk.sync();

            for (int round = 1; round <= 3; round++) {
                write(synced, "s", true);
                write(synced, "u", false);
                write(disk.folder().resolve("unsynced"), "u", false);
                Files.move(disk.folder().resolve("unsynced"), renamed, StandardCopyOption.ATOMIC_MOVE);
                disk.cutPower();
                disk.powerUp();

                assertThat(synced).hasContent("s".repeat(round));
                assertThat(renamed).hasContent("old");
                assertThat(disk.folder().resolve("unsynced")).doesNotExist();
            }
        }
        assertThat(base)
                .isDirectoryNotContaining(path -> Workspace.ownerOf(path).isPresent());
    }

    @Test
    void all_that_a_killed_writer_had_synced_comes_back() throws Exception {
        try (LocalProcesses processes = LocalProcesses.open(base, false)) {
            NodeDisk disk = processes.disk("n1");
            Path told = processes.directory().resolve("told.log");
            LocalProcess writer = processes.start(new ProcessSpec(
                    "writer",
                    Java.program(),
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            Syncer.class.getName(),
                            disk.folder().toString()),
                    Map.of("CLASSPATH", Java.classPath()),
                    processes.directory(),
                    told));
            await().until(() -> Files.readAllLines(told).size() >= 20);

            writer.kill();
            disk.cutPower();
            disk.powerUp();

            int synced = Files.readAllLines(told).size();
            assertThat(disk.folder().resolve("synced")).content().hasSizeGreaterThanOrEqualTo(synced);
            Path lost = disk.folder().resolve("unsynced");
            assertThat(Files.exists(lost) ? Files.size(lost) : 0).isLessThan(synced);
        }
    }

    @Test
    void a_full_disk_takes_nothing_more_until_there_is_room_again() throws IOException {
        try (LocalProcesses processes = LocalProcesses.open(base, false)) {
            NodeDisk disk = processes.disk("n1");
            Path file = disk.folder().resolve("log");
            write(file, "before", true);

            disk.fill();

            assertThatThrownBy(() -> write(file, "x".repeat(100_000), true)).hasMessageContaining("No space left");
            disk.cutPower();
            disk.powerUp();
            assertThatThrownBy(() -> write(file, "x".repeat(100_000), true)).hasMessageContaining("No space left");
            disk.drain();
            write(file, "after", true);
            assertThat(file).content().startsWith("before").endsWith("after");
        }
    }

    @Test
    void what_a_killed_harness_has_mounted_goes_at_the_next_start() throws Exception {
        Process harness = Harness.start(base, "disk");
        try (var output = harness.inputReader()) {
            assertThat(output.readLine()).startsWith("children ");
        }
        harness.destroyForcibly().waitFor();
        assertThat(mounts()).contains("/disks/n1");

        LocalProcesses.open(base, false).close();

        assertThat(base)
                .isDirectoryNotContaining(path -> Workspace.ownerOf(path).isPresent());
    }

    @Test
    void what_is_mounted_by_somebody_else_is_neither_removed_nor_unmounted() throws Exception {
        Path abandoned =
                Files.createDirectories(base.resolve("4194304-1-1/mine")).getParent();
        Files.createFile(abandoned.resolve("owner"));
        Path precious =
                Files.createFile(Files.createDirectory(base.resolve("precious")).resolve("file"));
        run(
                "mount",
                "--bind",
                precious.getParent().toString(),
                abandoned.resolve("mine").toString());
        try {
            assertThatThrownBy(() -> LocalProcesses.open(base, false))
                    .hasMessageContaining("mine is mounted from")
                    .hasMessageContaining("umount it");

            assertThat(precious).exists();
            assertThat(abandoned.resolve("mine/file")).exists();
        } finally {
            run("umount", abandoned.resolve("mine").toString());
        }
        LocalProcesses.open(base, false).close();
        assertThat(abandoned).doesNotExist();
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).start().waitFor()).as(words[0]).isZero();
    }
}
