package io.waybill.environment.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MountTest {

    private static final List<String> TABLE = List.of(
            "proc /proc proc rw,relatime 0 0",
            "/dev/loop0 /srv/a\\040b/run/1-2-1/disks/n1 ext4 rw,relatime,commit=300 0 0",
            "tmpfs /srv/a\\040b/run/1-2-1/disks/n1/inner tmpfs rw 0 0",
            "/dev/loop1 /srv/a\\040b/run/1-2-10/disks/n1 ext4 rw 0 0",
            "/dev/loop2 /srv/b\\134\\303\\244 ext4 rw 0 0",
            "");

    @Test
    void what_is_mounted_in_a_directory_is_found_what_was_mounted_last_first() {
        assertThat(Mount.in(Path.of("/srv/a b/run/1-2-1"), TABLE))
                .containsExactly(
                        new Mount("tmpfs", Path.of("/srv/a b/run/1-2-1/disks/n1/inner")),
                        new Mount("/dev/loop0", Path.of("/srv/a b/run/1-2-1/disks/n1")));
    }

    @Test
    void a_directory_whose_name_begins_alike_is_another_one() {
        assertThat(Mount.in(Path.of("/srv/a b/run/1-2-10"), TABLE))
                .containsExactly(new Mount("/dev/loop1", Path.of("/srv/a b/run/1-2-10/disks/n1")));
        assertThat(Mount.in(Path.of("/srv/a b/run/1-2"), TABLE)).isEmpty();
    }

    @Test
    void what_the_table_has_in_octal_is_read_as_bytes() {
        assertThat(Mount.in(Path.of("/srv/b\\ä"), TABLE))
                .containsExactly(new Mount("/dev/loop2", Path.of("/srv/b\\ä")));
    }

    @Test
    void only_a_file_system_in_a_file_is_ours() {
        assertThat(Mount.in(Path.of("/srv/a b/run/1-2-1"), TABLE))
                .extracting(Mount::isLoop)
                .containsExactly(false, true);
    }
}
