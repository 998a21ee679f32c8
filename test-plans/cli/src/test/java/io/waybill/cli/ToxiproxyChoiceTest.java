package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.system.ProxyServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ToxiproxyChoiceTest {

    @Test
    void processes_have_their_proxies_here_or_in_a_toxiproxy_of_this_machine() {
        assertThat(said("embedded").ofProcesses()).isEmpty();
        assertThat(said("127.0.0.1:8474").ofProcesses()).contains(new ToxiproxyChoice.Address("127.0.0.1", 8474));
        assertThat(said("localhost:1").ofProcesses()).contains(new ToxiproxyChoice.Address("localhost", 1));
        assertThatThrownBy(() -> said("shopify").ofProcesses())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--toxiproxy shopify goes with --env containers");
    }

    @Test
    void containers_start_one_of_two() {
        assertThat(said("shopify").inContainers()).isEqualTo(ProxyServer.SHOPIFY);
        assertThat(said("embedded").inContainers()).isEqualTo(ProxyServer.EMBEDDED);
        assertThatThrownBy(() -> said("127.0.0.1:8474").inContainers())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--toxiproxy 127.0.0.1:8474 does not go with containers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "shopfy", "10.1.2.3:8474", "toxiproxy:8474", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> said(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageEndingWith("such as 127.0.0.1:8474, was \"" + text + "\"");
    }

    private static ToxiproxyChoice said(String text) {
        return new ToxiproxyChoice.Converter().convert(text);
    }
}
