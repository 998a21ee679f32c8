package io.waybill.simulator;

import static io.waybill.simulator.Scene.SECOND;
import static io.waybill.simulator.Scene.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.fault.DiskFault;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each fault of a disk does to what a node asks of it. */
final class DiskFaultsTest {
    private Scene scene = Scene.of(1);

    @Test
    void a_sync_that_fails_takes_what_it_was_to_save_at_the_next_power_cut() {
        open(file -> {
            append(file, "safe");
            sync(file);
            scene.node(0).disk().syncDirectory(() -> scene.note("names synced"), failed());
        });
        begin(new DiskFault.SyncFails());
        open(file -> {
            append(file, "lost");
            sync(file);
            append(file, "refused");
        });
        assertThat(scene.news())
                .containsExactly(
                        "append safe", "names synced", "sync", "append lost", "failed DEVICE", "failed CLOSED");
        scene.world.disks().end(1);
        open(this::sync);
        open(this::read);
        assertThat(scene.news()).containsExactly("sync", "read safelost");

        scene.world.machines().cutPower(0, false);
        scene.world.start(0);
        scene.run(SECOND);
        open(this::read);

        assertThat(scene.news()).containsExactly("read safe\0\0\0\0");
    }

    @Test
    void a_full_disk_takes_neither_bytes_nor_names() {
        open(file -> append(file, "there"));
        scene.news();
        begin(new DiskFault.Full());

        open(file -> append(file, "more"));
        scene.node(0).disk().open("new", file -> scene.note("opened"), failed());
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("failed NO_SPACE", "failed NO_SPACE");
        scene.world.disks().end(1);
        open(file -> append(file, "more"));
        assertThat(scene.news()).containsExactly("append more");
    }

    @Test
    void a_slow_disk_needs_longer_for_each_operation() {
        begin(new DiskFault.Slow(Duration.ofSeconds(2)));
        scene.node(0).disk().list(names -> scene.note("listed"), failed());

        scene.run(2 * SECOND);
        assertThat(scene.news()).isEmpty();
        scene.run(SECOND);
        assertThat(scene.news()).containsExactly("listed");
    }

    @Test
    void a_stall_completes_everything_in_order_when_it_ends() {
        open(file -> {
            begin(new DiskFault.Stall());
            append(file, "one");
            append(file, "two");
            read(file);
        });
        scene.run(60 * SECOND);
        assertThat(scene.news()).isEmpty();

        scene.world.disks().end(1);
        scene.run(0);

        assertThat(scene.news()).containsExactly("append one", "append two", "read onetwo");
    }

    @Test
    void a_flipped_bit_is_read() {
        open(file -> {
            append(file, "0000");
            sync(file);
        });
        scene.news();

        begin(new DiskFault.BitFlip());
        open(this::read);

        assertThat(scene.news()).singleElement().asString().hasSize(9).isNotEqualTo("read 0000");
    }

    @Test
    void where_nothing_is_durable_no_bit_flips_and_no_file_is_cut() {
        begin(new DiskFault.BitFlip());
        scene.world.disks().begin(2, new DiskFault.TruncatedFile(), 0);
        open(file -> append(file, "0000"));

        open(this::read);

        assertThat(scene.news()).containsExactly("append 0000", "read 0000");
    }

    @Test
    void the_next_write_of_each_file_goes_astray_once() {
        open(file -> append(file, "0123"));
        begin(new DiskFault.MisdirectedWrite());
        scene.news();

        open(file -> {
            append(file, "x");
            append(file, "y");
            read(file);
        });

        assertThat(scene.news()).last().asString().contains("x").endsWith("\0y").hasSize("read 0123xy".length());
    }

    @Test
    void a_write_after_the_end_of_the_fault_does_not_go_astray() {
        open(file -> append(file, "0123"));
        begin(new DiskFault.MisdirectedWrite());
        scene.world.disks().end(1);

        open(file -> {
            append(file, "x");
            read(file);
        });

        assertThat(scene.news()).last().isEqualTo("read 0123x");
    }

    @Test
    void a_file_that_lost_its_end_is_shorter() {
        open(file -> {
            append(file, "0123");
            sync(file);
        });

        begin(new DiskFault.TruncatedFile());
        open(file -> scene.note("size " + file.size()));

        assertThat(scene.news()).last().isIn("size 0", "size 1", "size 2", "size 3");
    }

    @Test
    void a_stale_directory_says_that_names_are_safe_although_they_are_not() {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < 30; seed++) {
            scene = Scene.of(1, seed, Scene.plain());
            begin(new DiskFault.StaleDirectory());
            open(file -> scene.node(0).disk().syncDirectory(() -> scene.note("synced"), failed()));
            assertThat(scene.news()).containsExactly("synced");

            scene.world.machines().cutPower(0, false);
            scene.world.start(0);
            scene.run(SECOND);
            scene.node(0).disk().list(names -> left.add(names.toString()), failed());
            scene.run(SECOND);
        }

        assertThat(left).containsExactly("[]", "[file]");
    }

    @Test
    void who_is_killed_keeps_what_was_written_and_of_the_rest_a_prefix() {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < 50; seed++) {
            scene = Scene.of(1, seed, Scene.plain());
            open(file -> append(file, "written"));
            scene.news();
            scene.node(0)
                    .disk()
                    .open(
                            "file",
                            file -> {
                                append(file, "1");
                                append(file, "2");
                                scene.world.at(
                                        scene.world.nanos(),
                                        () -> scene.world.machines().kill(0));
                            },
                            failed());
            scene.run(SECOND);
            assertThat(scene.news()).isEmpty();

            scene.world.start(0);
            scene.run(SECOND);
            open(this::read);
            left.addAll(scene.news());
        }

        assertThat(left).containsExactly("read written", "read written1", "read written12");
    }

    @Test
    void a_file_that_is_open_cannot_be_deleted() {
        Disk disk = scene.node(0).disk();
        disk.open("file", file -> disk.delete("file", () -> scene.note("deleted"), failed()), failed());

        scene.run(SECOND);

        assertThat(scene.world.isUp(0)).isFalse();
        assertThat(scene.news()).isEmpty();
    }

    private void begin(DiskFault fault) {
        scene.world.disks().begin(1, fault, 0);
    }

    private void open(Consumer<DiskFile> use) {
        scene.node(0)
                .disk()
                .open(
                        "file",
                        file -> {
                            use.accept(file);
                            file.close();
                        },
                        failed());
        scene.run(SECOND);
    }

    private void append(DiskFile file, String text) {
        file.append(text(text), () -> scene.note("append " + text), failed());
    }

    private void sync(DiskFile file) {
        file.sync(() -> scene.note("sync"), failed());
    }

    private void read(DiskFile file) {
        file.read(0, 1_000, bytes -> scene.note("read " + text(bytes)), failed());
    }

    private Disk.OnFailure failed() {
        return failure -> scene.note("failed " + failure.kind());
    }
}
