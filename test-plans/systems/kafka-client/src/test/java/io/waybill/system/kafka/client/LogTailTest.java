package io.waybill.system.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    private LogTail tail(Path log) {
        return new LogTail(log, line -> {
            lines.add(line);
            return line.startsWith("cut to ")
                    ? Optional.of(report(Long.parseLong(line.substring("cut to ".length()))))
                    : Optional.empty();
        });
    }

    private static NodeReport report(long offset) {
        return new NodeReport(NodeReport.Kind.TRUNCATED, 1, new Partition("orders", 0), offset, Instant.EPOCH);
    }

    private static void write(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void each_line_is_read_once_when_it_is_finished() throws IOException {
        Path log = folder.resolve("n1.log");
        LogTail tail = tail(log);

        write(log, "begins\ncut to 7\ncut to ");
        assertThat(tail.next()).containsExactly(report(7));
        assertThat(tail.next()).isEmpty();
        write(log, "12\nends\n");
        assertThat(tail.next()).containsExactly(report(12));

        assertThat(lines).containsExactly("begins", "cut to 7", "cut to 12", "ends");
    }

    @Test
    void long_lines_and_half_characters_are_read() throws IOException {
        Path log = folder.resolve("n1.log");
        String longLine = "x".repeat(200_000) + "\u00c3";
        write(log, longLine + "\ncut to 1\n");

        assertThat(tail(log).next()).containsExactly(report(1));

        assertThat(lines).containsExactly(longLine, "cut to 1");
    }

    @Test
    void a_log_that_is_not_there_yet_is_read_when_it_is() throws IOException {
        Path log = folder.resolve("n1.log");
        LogTail tail = tail(log);

        assertThat(tail.next()).isEmpty();
        write(log, "cut to 3\n");
        assertThat(tail.next()).containsExactly(report(3));
    }
}
