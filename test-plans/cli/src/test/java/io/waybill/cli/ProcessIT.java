package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
final class ProcessIT {

    @TempDir
    private Path directory;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void histories_are_there() {
        Samples.lostWrite(directory);
        Samples.empty(directory);
    }

    private ProcessBuilder waybill(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "io.waybill.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("CLICOLOR_FORCE");
        return builder;
    }

    private Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void the_process_ends_with_the_verdicts_exit_code() throws IOException, InterruptedException {
        Ended violated = run(waybill("check", "lost-write.waybill"));
        Ended unknown = run(waybill("check", "empty.waybill"));
        Ended missing = run(waybill("check", "nowhere.waybill"));

        assertThat(violated.exitCode()).isEqualTo(1);
        assertThat(violated.out()).contains("✕ VIOLATED").doesNotContain("\u001b[");
        assertThat(violated.err()).isEmpty();
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.out()).isEmpty();
    }

    @Test
    void a_charset_without_signs_gets_letters() throws IOException, InterruptedException {
        ProcessBuilder builder = waybill("check", "lost-write.waybill");
        builder.environment().put("LC_ALL", "C");
        builder.command().set(2, "-Dfile.encoding=US-ASCII");

        Ended ended = run(builder);

        assertThat(ended.out()).isASCII().contains("x VIOLATED");
    }

    @Test
    void a_reader_that_goes_away_early_is_no_error() throws IOException, InterruptedException {
        Process process = waybill("export", "lost-write.waybill", "--format", "jsonl")
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        process.getInputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("err.txt"), StandardCharsets.UTF_8))
                .isEmpty();
    }
}
