package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.toxiproxy.ToxiproxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProxyEvidenceTest {

    private final Path journal;

    ProxyEvidenceTest(@TempDir Path folder) {
        this.journal = folder.resolve("toxiproxy.jsonl");
    }

    @Test
    void what_servers_say_is_written_down_when_it_was_waited_for() throws IOException {
        try (ToxiproxyServer server = ToxiproxyServer.start(1)) {
            var evidence = new ProxyEvidence(List.of(server.address().getPort()), journal);

            evidence.record("begun", "fault 1");
            evidence.await();
        }

        assertThat(Files.readAllLines(journal))
                .singleElement()
                .asString()
                .contains("\"moment\":\"begun\"")
                .endsWith("\"servers\":[{}]}");
    }

    @Test
    void a_server_that_is_gone_is_told_once() throws IOException {
        int port;
        try (ToxiproxyServer server = ToxiproxyServer.start(1)) {
            port = server.address().getPort();
        }
        var evidence = new ProxyEvidence(List.of(port), journal);

        evidence.record("begun", "fault 1");

        assertThatThrownBy(evidence::await)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("a Toxiproxy does not say what it does");
        assertThatCode(evidence::await).doesNotThrowAnyException();
        assertThat(journal).doesNotExist();
    }
}
