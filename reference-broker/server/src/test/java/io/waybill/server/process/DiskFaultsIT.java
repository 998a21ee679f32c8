package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.client.producer.SendResult;
import io.waybill.server.files.FolderRefusedException;
import io.waybill.server.files.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node does about a disk that lost or changed something: each row of docs/disk-faults.md that needs a node. */
@Timeout(120)
final class DiskFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "value " + i).toList();
    }

    @Test
    void after_kill_9_everything_acknowledged_is_there() throws Exception {
        try (var node = new OneNode(folder, Map.of())) {
            node.startChild("true");
            node.createTopic();
            assertThat(node.send(values(0, 100))).allMatch(SendResult.Acknowledged.class::isInstance);

            node.kill();
            node.startChild("true");

            assertThat(node.childLog()).contains("\"incarnation\":1");
            assertThat(node.read(100, PATIENCE)).isEqualTo(values(0, 100));
        }
    }

    @Test
    void the_folder_of_a_process_that_lives_is_refused_with_its_id_and_free_once_it_was_killed() throws Exception {
        try (var node = new OneNode(folder, Map.of())) {
            Process child = node.startChild("true");

            assertThatThrownBy(() -> NodeFolder.open(folder, "one-node", 1))
                    .isInstanceOf(FolderRefusedException.class)
                    .hasMessageContaining("is in use by process " + child.pid());

            node.kill();
            NodeFolder.open(folder, "one-node", 1).close();
        }
    }

    @Test
    void on_a_full_disk_the_node_crashes_and_loses_nothing_that_it_acknowledged() throws Exception {
        try (var node = new OneNode(folder, Map.of())) {
            // In blocks of 512 bytes: the system lets no file grow beyond 64 KiB.
            Process child = node.startChild("ulimit -f 128");
            node.createTopic();
            String large = "x".repeat(1_000);
            List<SendResult> results =
                    node.send(IntStream.range(0, 200).mapToObj(i -> large + i).toList());
            assertThat(child.waitFor()).isEqualTo(1);
            assertThat(node.childLog())
                    .contains("\"diskFailed\"")
                    .contains("NO_SPACE")
                    .contains("\"crashed\"");
            int acknowledged = (int) results.stream()
                    .filter(SendResult.Acknowledged.class::isInstance)
                    .count();

            node.startChild("true");

            assertThat(acknowledged).isBetween(1, 70);
            assertThat(node.read(acknowledged, PATIENCE).subList(0, acknowledged))
                    .isEqualTo(IntStream.range(0, acknowledged)
                            .mapToObj(i -> large + i)
                            .toList());
        }
    }

    @Test
    void a_torn_end_of_the_last_segment_is_cut_off_and_nothing_acknowledged_with_it() throws Exception {
        try (var node = new OneNode(folder, Map.of())) {
            node.start();
            node.createTopic();
            node.send(values(0, 20));
            node.kill();
            Path last = node.segments().get(0);
            long whole = Files.size(last);
            byte[] begun = Files.readAllBytes(last);
            Files.write(last, Arrays.copyOf(begun, 40), StandardOpenOption.APPEND);

            node.start();
            node.send(values(20, 30));

            assertThat(node.read(30, PATIENCE)).isEqualTo(values(0, 30));
            assertThat(Files.size(node.segments().get(0))).isGreaterThan(whole);
        }
    }

    @Test
    void a_flipped_bit_in_an_old_segment_is_never_served_and_the_node_goes_on() throws Exception {
        try (var node = new OneNode(folder, Map.of("log.segment.bytes", "1024"))) {
            NodeProcess process = node.start();
            node.createTopic();
            node.send(values(0, 60));
            assertThat(node.segments()).hasSizeGreaterThan(3);
            assertThat(process.stop(PATIENCE)).isTrue();
            flipBit(node.segments().get(0));

            process = node.start();
            List<String> read = node.read(60, Duration.ofSeconds(3));

            assertThat(values(0, 60)).containsAll(read).hasSizeGreaterThan(read.size());
            assertThat(process.ended()).isNotDone();
        }
    }

    private static void flipBit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
    }
}
