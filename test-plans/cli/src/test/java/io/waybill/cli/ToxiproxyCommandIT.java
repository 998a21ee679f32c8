package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill toxiproxy}. */
@Timeout(120)
final class ToxiproxyCommandIT {

    private static final String PROXIES = """
            [{"name": "orders", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:1"},
             {"name": "idle", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:2", "enabled": false}]
            """;

    @TempDir
    private Path directory;

    private Session.Shown toxiproxy(String... arguments) {
        List<String> all = new ArrayList<>(List.of("toxiproxy"));
        all.addAll(List.of(arguments));
        return Session.in(directory).type(all.toArray(String[]::new));
    }

    private Process started() throws IOException {
        Files.writeString(directory.resolve("proxies.json"), PROXIES);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.waybill.cli.Main",
                        "toxiproxy",
                        "--port",
                        "0",
                        "--config",
                        "proxies.json")
                .directory(directory.toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    private static String lineOf(BufferedReader out, String word) throws IOException {
        String line = out.readLine();
        while (line != null && !line.strip().startsWith(word)) {
            line = out.readLine();
        }
        return String.valueOf(line);
    }

    private static int portAtEnd(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1).strip());
    }

    @Test
    void it_says_where_it_listens_and_leaves_nothing_behind_after_ctrl_c() throws IOException, InterruptedException {
        Process process = started();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String api = lineOf(out, "api");
            String proxy = lineOf(out, "proxy");
            String idle = lineOf(out, "proxy");
            assertThat(lineOf(out, "stop")).contains("Ctrl-C");

            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(api).contains("http://127.0.0.1:");
            assertThat(proxy).contains("orders  127.0.0.1:").endsWith("→ 127.0.0.1:1");
            assertThat(idle).contains("(disabled)");
            assertThat(Files.readString(directory.resolve("err.txt"))).isEmpty();
            try (Socket socket = new Socket()) {
                assertThat(catchThrowable(() -> socket.connect(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), portAtEnd(api)))))
                        .isInstanceOf(IOException.class);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session.Shown shown = toxiproxy("--port", String.valueOf(taken.getLocalPort()));

            assertThat(shown.exitCode()).isEqualTo(2);
            assertThat(shown.err())
                    .contains("cannot listen at 127.0.0.1:" + taken.getLocalPort())
                    .contains("choose another");
        }
    }

    @Test
    void a_configuration_that_is_none_is_told_before_anything_starts() throws IOException {
        Files.writeString(directory.resolve("bad.json"), "[{\"name\": \"a\"}]");

        Session.Shown bad = toxiproxy("--port", "0", "--config", "bad.json");
        Session.Shown missing = toxiproxy("--port", "0", "--config", "nowhere.json");

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains("--config: bad.json: missing required field: upstream at proxy 1");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("cannot read nowhere.json");
    }
}
