package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill doctor} on whatever machine this is: about 3 s. */
final class DoctorCommandIT {

    @TempDir
    private Path directory;

    @Test
    void its_exit_code_says_what_its_last_line_says_and_it_changes_nothing() {
        Session.Shown shown = Session.in(directory).type("doctor");

        assertThat(shown.out())
                .contains("this machine", "files", "clusters as processes", "clusters in containers", "Apache Kafka")
                .contains(shown.exitCode() == 0 ? "✓ FIT" : "✕ NOT FIT");
        assertThat(shown.exitCode()).isIn(0, 4);
        assertThat(shown.err()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_place_that_nobody_can_write_to_makes_it_unfit() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        Session.Shown shown = Session.in(directory).type("doctor", "--json", "--out", file + "/runs");

        assertThat(shown.exitCode()).isEqualTo(4);
        assertThat(shown.out()).contains("\"fit\" : false", "cannot be written to");
    }

    @Test
    void init_shows_what_is_not_as_it_should_be_and_no_more() {
        Session.Shown shown = Session.in(directory).type("init");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("✓ plan.yaml");
        assertThat(shown.err()).doesNotContain("✓");
    }
}
