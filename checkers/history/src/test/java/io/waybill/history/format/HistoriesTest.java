package io.waybill.history.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.history.RandomHistory;
import io.waybill.history.RecordedEvents;
import io.waybill.history.interchange.MalformedHistoryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void a_file_is_known_by_what_it_begins_with_and_not_by_its_name() throws IOException {
        Path ours = directory.resolve("ours.jsonl");
        RandomHistory.write(RandomHistory.events(1, 50), ours);

        assertThat(formatOf(ours)).isEqualTo(HistoryFormat.WAYBILL);
        assertThat(formatOf(file("\uFEFF\n {\"type\":\"closed\"}\n"))).isEqualTo(HistoryFormat.JSONL);
        assertThat(formatOf(file(""))).isEqualTo(HistoryFormat.JSONL);
        assertThat(formatOf(file("; nothing\n"))).isEqualTo(HistoryFormat.JEPSEN_EDN);
        assertThat(formatOf(file("[{:process 1, :type :ok, :f :crash}]"))).isEqualTo(HistoryFormat.JEPSEN_EDN);
    }

    @Test
    void an_import_leaves_nothing_behind() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = imports(temporary);
        Path file = directory.resolve("large.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] line = "{\"type\":\"phase\",\"phase\":\"storm\"}\n".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 280_000; i++) {
                out.write(line);
            }
        }

        try (OpenHistory history = Histories.open(file, Optional.empty())) {
            assertThat(RecordedEvents.of(history.reader())).hasSize(280_002);
        }

        assertThat(imports(temporary)).isEqualTo(before);
    }

    private static long imports(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("waybill-import-"))
                    .count();
        }
    }

    @Test
    void what_is_no_history_is_refused_with_what_was_found_and_what_was_expected() throws IOException {
        assertRefused(directory.resolve("missing"), "missing: there is no such file");
        assertRefused(directory, "it is a directory");
        assertRefused(file("#!/bin/sh\u0000"), "file:1:10: a zero byte, expected text");
        assertRefused(bytes(0x1F, 0x8B, 8, 0), "compressed by gzip");
        assertRefused(bytes(0x89, 'P', 'N', 'G', 0), "it begins with bytes 89 50 4e 47 00, expected a history");
        assertRefused(file("hello"), "it begins with \"hello\", expected a history");
        assertRefused(file("[{\"type\":\"closed\"}]"), "it begins like a JSON array, expected JSON Lines");
        assertRefused(file("WAYBILL\nand no more"), "byte 19: the file ends inside its head");
    }

    private void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> Histories.open(file, Optional.empty()))
                .as(message)
                .isInstanceOf(MalformedHistoryException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_format_that_contradicts_the_file_is_refused() throws IOException {
        Path file = file("{\"type\":\"closed\"}\n");

        assertThatThrownBy(() -> Histories.open(file, Optional.of(HistoryFormat.JEPSEN_EDN)))
                .isInstanceOf(MalformedHistoryException.class)
                .hasMessageContaining("it is given as jepsen-edn but begins like jsonl");
    }

    @Test
    void a_line_without_an_end_is_refused_before_it_eats_the_memory() throws IOException {
        Path lines = endless("endless.jsonl", "{\"type\":\"attribute\",\"value\":\"");
        Path maps = endless("endless.edn", "{:type :ok, :value \"");

        assertThatThrownBy(() -> Histories.open(lines, Optional.empty()))
                .hasMessageContaining("endless.jsonl:1: the line is longer than 64 MB");
        assertThatThrownBy(() -> Histories.open(maps, Optional.empty()))
                .hasMessageContaining("endless.edn:1:1: an operation longer than 64 MB");
    }

    private Path endless(String name, String begin) throws IOException {
        Path file = directory.resolve(name);
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 70; i++) {
                out.write(megabyte);
            }
        }
        return file;
    }

    private static HistoryFormat formatOf(Path file) throws IOException {
        try (OpenHistory history = Histories.open(file, Optional.empty())) {
            return history.format();
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file"), text);
    }

    private Path bytes(int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Files.write(directory.resolve("bytes"), bytes);
    }
}
