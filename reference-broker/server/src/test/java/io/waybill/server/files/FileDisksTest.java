package io.waybill.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a disk on a folder does beyond the promises of every disk: what it does at once, keeps open, and when it fails.
 */
final class FileDisksTest {

    @TempDir
    private Path folder;

    private final TestLoop loop = new TestLoop();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private BrokenDevice device;
    private FileDisks disks;
    private Disk disk;

    @BeforeEach
    void open() {
        open(FilesSettings.DEFAULT);
    }

    private void open(FilesSettings settings) {
        device = new BrokenDevice(new FolderDevice(folder));
        disks = FileDisks.on(device, settings, (failure, cause) -> told.add(failure.kind() + " " + cause.getMessage()));
        disk = disks.of(loop);
    }

    @AfterEach
    void close() {
        disks.close();
    }

    @Test
    void syncs_that_wait_are_answered_by_one_force() throws Exception {
        DiskFile file = loop.open(disk, "log");
        device.gate = new CountDownLatch(1);
        loop.append(file, "a");
        loop.sync(file);
        device.forcing.await();

        for (String text : List.of("b", "c", "d")) {
            loop.append(file, text);
            loop.sync(file);
        }
        device.gate.countDown();

        assertThat(loop.awaitNotes(8))
                .containsExactly("append a", "sync", "append b", "sync", "append c", "sync", "append d", "sync");
        assertThat(device.asked).containsExactly("open log", "write log 1", "force log", "write log 3", "force log");
    }

    @Test
    void an_append_that_is_not_to_be_synced_does_not_wait_for_a_sync_behind_it() throws Exception {
        DiskFile file = loop.open(disk, "log");
        device.gate = new CountDownLatch(1);

        loop.append(file, "a");
        loop.sync(file);
        device.forcing.await();

        assertThat(loop.awaitNotes(1)).containsExactly("append a");
        device.gate.countDown();
        assertThat(loop.awaitNotes(2)).containsExactly("append a", "sync");
    }

    @Test
    void a_read_does_not_see_what_was_appended_after_it_was_asked_for() throws Exception {
        DiskFile file = loop.open(disk, "log");
        device.gate = new CountDownLatch(1);
        loop.sync(file);
        device.forcing.await();

        loop.append(file, "one");
        loop.read(file, 0, 100);
        loop.append(file, "two");
        loop.read(file, 2, 2);
        device.gate.countDown();

        assertThat(loop.awaitNotes(5)).containsExactly("sync", "append one", "read one", "append two", "read et");
    }

    @Test
    void a_truncation_between_appends_takes_away_only_what_was_before_it() throws Exception {
        DiskFile file = loop.open(disk, "log");
        device.gate = new CountDownLatch(1);
        loop.sync(file);
        device.forcing.await();

        loop.append(file, "first");
        file.truncate(2, () -> loop.note("truncate"), loop.failed("truncate"));
        loop.append(file, "second");
        loop.read(file, 0, 100);
        device.gate.countDown();

        assertThat(loop.awaitNotes(5))
                .containsExactly("sync", "append first", "truncate", "append second", "read fisecond");
    }

    @Test
    void what_is_larger_than_one_write_is_written_whole() {
        DiskFile file = loop.open(disk, "log");
        String large = "0123456789abcdef".repeat(200_000);

        file.append(TestLoop.bytes(large), () -> loop.note("done"), loop.failed("append"));
        file.append(TestLoop.bytes("end"), () -> loop.note("done"), loop.failed("append"));
        file.read(0, large.length() + 3, read -> loop.note(TestLoop.text(read)), loop.failed("read"));

        assertThat(loop.awaitNotes(3).get(2).equals(large + "end")).isTrue();
    }

    @Test
    void on_a_full_disk_what_fits_is_done_and_nothing_after_it() {
        DiskFile file = loop.open(disk, "log");
        device.room.set(7);

        loop.append(file, "12345");
        loop.append(file, "6789");
        loop.append(file, "x");
        loop.sync(file);
        loop.read(file, 0, 100);

        assertThat(loop.awaitNotes(5))
                .containsExactlyInAnyOrder(
                        "append 12345", "append 6789: NO_SPACE", "append x: CLOSED", "sync: CLOSED", "read 1234567");
        assertThat(told).singleElement().asString().startsWith("NO_SPACE");
    }

    @Test
    void a_real_full_device_is_a_full_disk() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: only Linux has a device that is always full");
        Path link = Files.createSymbolicLink(folder.resolve("log"), full);
        DiskFile file = loop.open(disk, "log");

        loop.append(file, "12345");

        assertThat(loop.awaitNotes(1)).containsExactly("append 12345: NO_SPACE");
        Files.delete(link);
    }

    @Test
    void after_a_failed_sync_no_later_one_is_believed_not_even_of_who_opens_the_file_anew() {
        DiskFile file = loop.open(disk, "log");
        loop.append(file, "a");
        loop.awaitNotes(1);
        device.forceFails = "Input/output error";
        loop.sync(file);
        loop.awaitNotes(2);
        device.forceFails = null;

        loop.sync(file);
        loop.append(file, "b");
        file.close();
        disk.open("log", again -> loop.note("opened"), loop.failed("open"));

        assertThat(loop.awaitNotes(5))
                .containsExactlyInAnyOrder(
                        "append a", "sync: DEVICE", "sync: CLOSED", "append b: CLOSED", "open: DEVICE");
        assertThat(told.get(0)).isEqualTo("DEVICE Input/output error");
    }

    @Test
    void a_file_whose_sync_failed_can_be_replaced_by_a_new_one() {
        DiskFile file = loop.open(disk, "log");
        device.forceFails = "Input/output error";
        loop.sync(file);
        loop.awaitNotes(1);
        device.forceFails = null;
        file.close();

        disk.delete("log", () -> loop.note("deleted"), loop.failed("delete"));
        disk.open("log", again -> loop.sync(again), loop.failed("open"));

        assertThat(loop.awaitNotes(3)).containsExactly("sync: DEVICE", "deleted", "sync");
    }

    @Test
    void on_a_read_only_file_system_changes_fail_and_reads_do_not() {
        DiskFile file = loop.open(disk, "log");
        loop.append(file, "old");
        loop.awaitNotes(1);
        device.writeFails = "Read-only file system";

        loop.append(file, "new");
        loop.read(file, 0, 100);
        disk.rename("log", "other", () -> loop.note("renamed"), loop.failed("rename"));

        assertThat(loop.awaitNotes(4))
                .containsExactlyInAnyOrder("append old", "append new: DEVICE", "read old", "rename: DEVICE");
    }

    @Test
    void a_read_that_fails_breaks_nothing() {
        DiskFile file = loop.open(disk, "log");
        loop.append(file, "old");
        loop.awaitNotes(1);
        device.readFails = "Input/output error";
        loop.read(file, 0, 100);
        loop.awaitNotes(2);
        device.readFails = null;

        loop.append(file, "new");
        loop.read(file, 0, 100);

        assertThat(loop.awaitNotes(4)).containsExactly("append old", "read: DEVICE", "append new", "read oldnew");
    }

    @Test
    void a_file_that_the_system_does_not_open_fails_its_open() {
        device.openFails = "Too many open files";

        disk.open("log", file -> loop.note("opened"), loop.failed("open"));

        assertThat(loop.awaitNotes(1)).containsExactly("open: DEVICE");
    }

    @Test
    void of_many_files_few_are_open_in_the_system_and_all_can_be_used() {
        disks.close();
        open(new FilesSettings(2, 3));
        List<DiskFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            DiskFile file = loop.open(disk, "f" + i);
            loop.append(file, "content" + i);
            loop.sync(file);
            loop.awaitNotes(2 * (i + 1));
            files.add(file);
        }

        for (int i = 0; i < 20; i++) {
            loop.read(files.get(i), 7, 9);
        }

        List<String> notes = loop.awaitNotes(60);
        for (int i = 0; i < 20; i++) {
            assertThat(notes.subList(40, 60)).contains("read " + i);
        }
        await().untilAsserted(() -> assertThat(disks.openInSystem()).isLessThanOrEqualTo(3));
    }

    @Test
    void a_file_with_bytes_that_are_not_synced_stays_open_in_the_system() {
        disks.close();
        open(new FilesSettings(2, 1));
        DiskFile dirty = loop.open(disk, "dirty");
        loop.append(dirty, "a");
        loop.awaitNotes(1);

        loop.open(disk, "second");
        loop.open(disk, "third");

        assertThat(device.asked).doesNotContain("close dirty");
    }

    @Test
    void an_open_file_that_was_renamed_or_replaced_is_still_the_same_file() {
        disks.close();
        open(new FilesSettings(2, 1));
        DiskFile replaced = loop.open(disk, "old");
        loop.append(replaced, "old");
        loop.sync(replaced);
        DiskFile moved = loop.open(disk, "new");
        loop.append(moved, "new");
        loop.sync(moved);
        loop.awaitNotes(4);
        disk.rename("new", "old", () -> loop.note("renamed"), loop.failed("rename"));
        loop.awaitNotes(5);

        loop.open(disk, "x1");
        loop.open(disk, "x2");
        loop.read(replaced, 0, 100);
        loop.read(moved, 0, 100);
        disk.open("old", file -> loop.read(file, 0, 100), loop.failed("open"));

        assertThat(loop.awaitNotes(8).subList(5, 8)).containsExactlyInAnyOrder("read old", "read new", "read new");
    }

    @Test
    void a_file_that_is_open_is_not_deleted() {
        DiskFile file = loop.open(disk, "log");

        assertThatThrownBy(() -> disk.delete("log", () -> {}, loop.failed("delete")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("file log must be closed before it is deleted");

        file.close();
        disk.delete("log", () -> loop.note("deleted"), loop.failed("delete"));
        assertThat(loop.awaitNotes(1)).containsExactly("deleted");
    }

    @Test
    void what_is_no_file_of_the_disk_is_not_listed() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve(".hidden"), "");
        Files.writeString(folder.resolve("with blank"), "");
        Files.writeString(folder.resolve("log"), "");

        disk.list(loop.names(), loop.failed("list"));

        assertThat(loop.awaitNotes(1)).containsExactly("[log]");
    }

    /** Each log that is opened asks for the names: a folder of thousands must not be read thousands of times. */
    @Test
    void the_folder_is_read_once_and_names_follow_what_is_done() {
        disk.list(loop.names(), loop.failed("list"));
        loop.open(disk, "b").close();
        loop.open(disk, "a").close();
        disk.rename("b", "c", () -> {}, loop.failed("rename"));
        disk.list(loop.names(), loop.failed("list"));
        disk.delete("a", () -> {}, loop.failed("delete"));
        disk.list(loop.names(), loop.failed("list"));

        assertThat(loop.awaitNotes(3)).containsExactly("[]", "[a, c]", "[c]");
        assertThat(device.asked).containsOnlyOnce("list");
    }

    @Test
    void where_a_name_could_not_be_changed_the_folder_is_read_again() {
        loop.open(disk, "a").close();
        disk.list(loop.names(), loop.failed("list"));
        device.writeFails = "broken";
        disk.rename("a", "b", () -> {}, loop.failed("rename"));
        disk.list(loop.names(), loop.failed("list"));

        assertThat(loop.awaitNotes(3)).contains("[a]").last().isEqualTo("[a]");
        assertThat(device.asked.stream().filter("list"::equals)).hasSize(2);
    }

    @Test
    void no_name_leads_out_of_the_folder() {
        for (String name : List.of("../out", "..", "/etc/passwd", "a/../../b", "a\\..\\b", "", "a\0b", "C:x")) {
            assertThatThrownBy(() -> disk.open(name, file -> {}, loop.failed("open")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> disk.rename("a", name, () -> {}, loop.failed("rename")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> disk.delete(name, () -> {}, loop.failed("delete")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void once_closed_it_does_nothing_more_and_tells_nobody() throws Exception {
        DiskFile file = loop.open(disk, "log");
        device.gate = new CountDownLatch(1);
        loop.sync(file);
        device.forcing.await();
        loop.append(file, "late");
        var closing = new Thread(disks::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        device.gate.countDown();
        closing.join();
        loop.append(file, "later");

        assertThat(Files.size(folder.resolve("log"))).isZero();
        assertThat(disks.openInSystem()).isZero();
    }

    @Test
    void failures_name_the_operation_and_the_file() {
        disk.rename(
                "missing",
                "other",
                () -> loop.note("renamed"),
                failure -> loop.note(
                        failure.equals(new DiskFailure(DiskFailure.Kind.NOT_FOUND, "rename", "missing"))
                                ? "right"
                                : failure.toString()));

        assertThat(loop.awaitNotes(1)).containsExactly("right");
    }
}
