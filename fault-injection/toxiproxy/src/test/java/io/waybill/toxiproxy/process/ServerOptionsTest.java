package io.waybill.toxiproxy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"-host=0.0.0.0 -port=99", "--host 0.0.0.0 --port 99", "-host 0.0.0.0 --port=99"})
    void options_are_read_as_shopifys_server_reads_them(String line) {
        var options = ServerOptions.of(List.of(line.split(" ", -1)));

        assertThat(options.settings().host()).isEqualTo("0.0.0.0");
        assertThat(options.settings().port()).isEqualTo(99);
    }

    @Test
    void a_file_of_proxies_and_a_seed_can_be_given() {
        var options = ServerOptions.of(List.of("-config", "proxies.json", "-seed=-7"));

        assertThat(options.config()).contains(Path.of("proxies.json"));
        assertThat(options.settings().seed()).isEqualTo(-7);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var arguments = List.of("-port=70000", "-wrong", "1", "stray", "-seed", "x", "-host");

        assertThatThrownBy(() -> ServerOptions.of(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-port must be a whole number from 0 to 65535, was 70000")
                .hasMessageContaining("unknown option -wrong")
                .hasMessageContaining("was stray")
                .hasMessageContaining("was x")
                .hasMessageContaining("was -host");
    }
}
