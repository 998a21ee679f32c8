package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SecondSignalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static void interrupt(Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
        kill.waitFor();
    }

    @Test
    void ctrl_c_again_ends_what_still_cleans_up_and_its_children() throws IOException, InterruptedException {
        Process stubborn = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.waybill.cli.Stubborn")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = stubborn.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            interrupt(stubborn);
            assertThat(out.readLine()).isEqualTo("called off");
            assertThat(stubborn.isAlive()).isTrue();

            // The first of these may still come before it is listened to.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                interrupt(stubborn);
                return !stubborn.isAlive();
            });

            assertThat(stubborn.exitValue()).isEqualTo(130);
            Awaitility.await().atMost(PATIENCE).until(() -> !child.isAlive());
        } finally {
            stubborn.descendants().forEach(ProcessHandle::destroyForcibly);
            stubborn.destroyForcibly();
        }
    }
}
