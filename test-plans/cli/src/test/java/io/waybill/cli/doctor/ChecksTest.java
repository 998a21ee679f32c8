package io.waybill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.doctor.Finding.Grade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    @TempDir
    private Path directory;

    private Subject subject() {
        return new Subject(directory, directory, directory, () -> List.of(Finding.fine("terminal", "none")));
    }

    @Test
    void a_place_that_is_not_there_yet_is_judged_by_what_it_will_be_made_in() {
        Finding finding = DiskCheck.look("runs", directory.resolve("a/b"), "--out DIR");

        assertThat(finding.grade()).isNotEqualTo(Grade.MISSING);
        assertThat(finding.seen()).contains("a/b", "left");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_place_that_cannot_be_made_is_missing() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        Finding finding = DiskCheck.look("runs", file.resolve("runs"), "--out DIR");

        assertThat(finding.grade()).isEqualTo(Grade.MISSING);
        assertThat(finding.fix()).contains("--out DIR");
    }

    @Test
    void few_open_files_are_a_warning_with_the_command_that_allows_more() {
        assertThat(OpenFilesCheck.finding("1024").fix()).startsWith("ulimit -n");
        assertThat(OpenFilesCheck.finding("65536").grade()).isEqualTo(Grade.FINE);
        assertThat(OpenFilesCheck.finding("unlimited").grade()).isEqualTo(Grade.FINE);
    }

    @Test
    void what_an_engine_lacks_is_told_apart_from_what_mends_it() {
        Finding finding = Finding.warning("engine", "no engine at unix:///x.sock: start it (systemctl start docker)");

        assertThat(finding)
                .isEqualTo(
                        Finding.warning("engine", "no engine at unix:///x.sock", "start it (systemctl start docker)"));
        assertThat(Finding.warning("engine", "there is none: install one (Debian: apt-get install docker.io), or not"))
                .isEqualTo(Finding.warning(
                        "engine", "there is none", "install one (Debian: apt-get install docker.io), or not"));
        assertThat(Finding.warning("engine", "it hurts").seen()).isEqualTo("it hurts");
    }

    @Test
    void disks_of_nodes_own_are_there_or_it_is_said_what_they_lack() {
        assertThat(new OwnDisksCheck().look()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.grade()).isNotEqualTo(Grade.MISSING);
            assertThat(finding.fix().isEmpty()).isEqualTo(finding.grade() == Grade.FINE);
        });
    }

    @Test
    void clocks_of_nodes_own_can_be_had_or_it_is_said_what_to_install() {
        assertThat(new OwnClocksCheck().look()).hasSize(1).allSatisfy(finding -> {
            assertThat(finding.grade()).isNotEqualTo(Grade.MISSING);
            assertThat(finding.fix().isEmpty()).isEqualTo(finding.grade() == Grade.FINE);
        });
    }

    @Test
    void a_command_is_found_on_the_path_where_it_can_be_executed() throws IOException {
        Path command = Files.writeString(directory.resolve("mvn"), "");
        String path = "/nowhere:" + directory;

        assertThat(KafkaCheck.onPath("mvn", path)).isEmpty();
        assertThat(command.toFile().setExecutable(true)).isTrue();
        assertThat(KafkaCheck.onPath("mvn", path)).contains(command);
        assertThat(KafkaCheck.onPath("mvn", "")).isEmpty();
    }

    @Test
    void what_dead_runs_left_is_told_and_left() throws IOException {
        Path workspace = Files.createDirectories(directory.resolve("4194305-1795471234567-1"));
        Files.writeString(workspace.resolve("owner"), "");
        Files.createDirectories(directory.resolve("topics-of-runs"));
        Files.writeString(directory.resolve("topics-of-runs/c1.waybill-r-000001-00000000-"), "orders\n");

        List<Finding> findings = new LeftoversCheck(subject()).look();

        assertThat(findings).extracting(Finding::grade).containsExactly(Grade.WARNING, Grade.WARNING);
        assertThat(findings.get(0).seen()).startsWith("of 1 killed run in ");
        assertThat(findings.get(1).seen()).isEqualTo("on clusters of others: c1: orders");
        assertThat(workspace).exists();
    }

    @Test
    void where_nothing_was_left_nothing_is_told() {
        assertThat(new LeftoversCheck(subject()).look())
                .extracting(Finding::grade)
                .containsExactly(Grade.FINE);
    }

    @Test
    void children_can_be_paused_and_killed_here_and_loopback_connects() {
        assertThat(new SignalCheck().look()).extracting(Finding::grade).containsExactly(Grade.FINE);
        assertThat(new NetworkChecks().loopback()).extracting(Finding::grade).containsExactly(Grade.FINE);
    }

    @Test
    void bytes_are_written_as_people_write_them() {
        assertThat(Sizes.text(600L << 20)).isEqualTo("600 MB");
        assertThat(Sizes.text((7L << 30) + (200L << 20))).isEqualTo("7.2 GB");
    }
}
