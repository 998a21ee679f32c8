package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.waybill.client.producer.SendResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node on a file system that really fills up, or that the kernel turns read-only; docs/disk-faults.md has the table.
 */
@Timeout(180)
final class LoopDiskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeEach
    void canHaveDisksOfItsOwn() {
        assumeThat(LoopDisk.problem(folder)).as("disks of a test's own").isEmpty();
    }

    private OneNode nodeOn(LoopDisk disk) {
        return new OneNode(
                folder, Map.of("log.dirs", disk.mountPoint().resolve("data").toString()));
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "value " + i).toList();
    }

    private static long acknowledged(List<SendResult> results) {
        return results.stream()
                .filter(SendResult.Acknowledged.class::isInstance)
                .count();
    }

    @Test
    void a_file_system_that_turns_read_only_ends_the_node_and_nothing_that_it_acknowledged_is_lost() throws Exception {
        var disk = LoopDisk.of(folder, 24);
        try (var node = nodeOn(disk)) {
            Process child = node.startChild(disk.shell("", "true"));
            node.createTopic();
            assertThat(acknowledged(node.send(values(0, 50)))).isEqualTo(50);

            disk.turnReadOnly();
            List<SendResult> after = node.send(values(50, 60));

            assertThat(child.waitFor()).isEqualTo(1);
            assertThat(acknowledged(after)).isZero();
            assertThat(node.childLog())
                    .contains("\"diskFailed\"")
                    .contains("Read-only file system")
                    .contains("\"crashed\"");

            node.startChild(disk.shell("", "true"));
            assertThat(node.read(50, PATIENCE).subList(0, 50)).isEqualTo(values(0, 50));
        }
    }

    @Test
    void a_disk_that_fills_up_ends_the_node_and_with_room_again_all_that_it_acknowledged_is_there() throws Exception {
        var disk = LoopDisk.of(folder, 16);
        // As much as a start needs, which writes anew what it cannot be sure of.
        String ballast = disk.mountPoint().resolve("ballast").toString();
        try (var node = nodeOn(disk)) {
            Process child = node.startChild(disk.shell("", "dd if=/dev/zero of=" + ballast + " bs=1M count=8"));
            node.createTopic();
            String large = "x".repeat(50_000);
            List<SendResult> results =
                    node.send(IntStream.range(0, 200).mapToObj(i -> large + i).toList());
            assertThat(child.waitFor()).isEqualTo(1);
            assertThat(node.childLog())
                    .contains("\"diskFailed\"")
                    .contains("NO_SPACE")
                    .contains("\"crashed\"");
            int kept = (int) acknowledged(results);
            assertThat(kept).isBetween(1, 150);

            node.startChild(disk.shell("", "rm " + ballast));

            assertThat(node.read(kept, PATIENCE).subList(0, kept))
                    .isEqualTo(IntStream.range(0, kept).mapToObj(i -> large + i).toList());
        }
    }

    @Test
    void on_a_read_only_disk_a_node_does_not_start_and_says_why() throws Exception {
        var disk = LoopDisk.of(folder, 8);
        try (var node = nodeOn(disk)) {
            Process child = node.beginChild(disk.shell(",ro", "true"));

            assertThat(child.waitFor()).isNotZero();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(node.childLog())
                            .contains("FolderRefusedException")
                            .contains("cannot be used")
                            .contains("Read-only file system"));
            assertThat(node.childLog()).doesNotContain("\"ready\"");
        }
    }
}
