package io.waybill.runfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DamagedRunTest {

    @TempDir
    private Path directory;

    private Path packed() throws IOException {
        return RunPacking.pack(SomeRuns.directory(directory, "r-2f9c41", SomeRuns.BEGAN));
    }

    private Path zip(SomeRuns.Content content) throws IOException {
        return SomeRuns.zip(directory.resolve("r-2f9c41.waybill"), content);
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Reads all that there is, as a judge and a list would. */
    private static void readAll(Path file) throws IOException {
        try (KeptRun run = KeptRun.open(file)) {
            assertThat(run.manifest()).isPresent();
            for (String name : run.names()) {
                assertThat(run.read(name)).isNotNull();
            }
            for (String configuration : run.configurations()) {
                assertThat(run.history(configuration).size()).isPositive();
            }
        }
    }

    @Test
    void a_file_that_breaks_off_anywhere_is_refused() throws IOException {
        Path file = packed();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + length % 7) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> readAll(file))
                    .as("the first %d bytes of %d", length, whole.length)
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    /** Never a wrong content, never another kind of exception, never an endless loop. */
    @Test
    void a_changed_bit_is_found_or_changes_nothing() throws IOException {
        Path file = packed();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(file, changed);

            try {
                readAll(file);
            } catch (DamagedRunException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void a_changed_content_has_another_checksum() throws IOException {
        Path file = packed();
        byte[] bytes = Files.readAllBytes(file);
        int inHistory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("WAYBILL") + 20;
        bytes[inHistory] ^= 1;
        Files.write(file, bytes);

        try (KeptRun run = KeptRun.open(file)) {
            assertThatThrownBy(() -> run.read("isr1/history.waybill"))
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageContaining("isr1/history.waybill is damaged: its checksum is another");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../home/.profile", "/etc/passwd", "a/../../b", "..", "C:/x", "a\\..\\b", "a\u0000b", "a\nb"})
    void a_name_that_leads_out_of_the_run_is_refused(String name) throws IOException {
        Path file = zip(zip -> entry(zip, name, new byte[1]));

        assertThatThrownBy(() -> KeptRun.open(file))
                .isInstanceOf(DamagedRunException.class)
                .hasMessageContaining("which would lie outside of it when unpacked");
    }

    @Test
    void nothing_is_made_longer_than_is_expected_of_it() throws IOException {
        Path file = zip(zip -> {
            zip.putNextEntry(new ZipEntry(KeptRun.RESULT));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 257; i++) {
                zip.write(zeros);
            }
        });

        assertThat(Files.size(file)).isLessThan(1 << 20);
        try (KeptRun run = KeptRun.open(file)) {
            assertThatThrownBy(() -> run.read(KeptRun.RESULT))
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageContaining("result.json has 269484032 bytes, at most 268435456 are expected");
        }
    }

    @Test
    void a_compressed_history_is_refused_with_what_to_do() throws IOException {
        Path file = zip(zip -> entry(zip, "isr1/history.waybill", new byte[100]));

        try (KeptRun run = KeptRun.open(file)) {
            assertThatThrownBy(() -> run.history("isr1"))
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageContaining("is compressed")
                    .hasMessageContaining("unpack the file and give the directory");
        }
    }

    @Test
    void a_zip_of_something_else_is_no_run() throws IOException {
        Path file = directory.resolve("photos.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "photo.jpg", new byte[5]);
        }

        assertThat(KeptRun.isAt(file)).isTrue();
        assertThatThrownBy(() -> KeptRun.open(file))
                .isInstanceOf(DamagedRunException.class)
                .hasMessageContaining("it is a zip without manifest.json, so it is no run");
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        try (KeptRun run = KeptRun.open(zip(zip -> {}))) {
            assertThatThrownBy(() -> run.history("isr1"))
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageEndingWith(": isr1/history.waybill is missing");
        }
    }

    @Test
    void a_newer_format_is_refused_with_the_version_that_made_it() throws IOException {
        Path run = SomeRuns.directory(directory, "r-2f9c41", SomeRuns.BEGAN);
        String newer = Files.readString(run.resolve(KeptRun.MANIFEST))
                .replace("\"waybill\" : 1", "\"waybill\" : 2")
                .replace("\"product\" : \"0.1.0\"", "\"product\" : \"7.0.0\", \"id\" : {\"now\": [\"an object\"]}");
        Files.writeString(run.resolve(KeptRun.MANIFEST), newer);

        try (KeptRun kept = KeptRun.open(run)) {
            assertThatThrownBy(kept::manifest)
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageContaining(
                            "it is of format 2, made by waybill 7.0.0, and this one knows formats up to 1");
        }
    }

    @Test
    void fields_that_are_not_known_yet_are_passed_over() throws IOException {
        Path run = SomeRuns.directory(directory, "r-2f9c41", SomeRuns.BEGAN);
        Files.writeString(
                run.resolve(KeptRun.MANIFEST),
                Files.readString(run.resolve(KeptRun.MANIFEST))
                        .replace("\"id\"", "\"colour\": {\"of\": [1, {\"id\": 2}]}, \"id\""));

        try (KeptRun kept = KeptRun.open(run)) {
            assertThat(kept.manifest()).contains(SomeRuns.manifest("r-2f9c41", SomeRuns.BEGAN));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"waybill\": 1}", "{\"id\": \"r-2f9c41\"}", "no JSON", "{\"waybill\": \"1\"}"})
    void what_is_no_manifest_is_refused(String text) throws IOException {
        Path run = SomeRuns.directory(directory, "r-2f9c41", SomeRuns.BEGAN);
        Files.writeString(run.resolve(KeptRun.MANIFEST), text);

        try (KeptRun kept = KeptRun.open(run)) {
            assertThatThrownBy(kept::manifest)
                    .isInstanceOf(DamagedRunException.class)
                    .hasMessageContaining(KeptRun.MANIFEST);
        }
    }
}
