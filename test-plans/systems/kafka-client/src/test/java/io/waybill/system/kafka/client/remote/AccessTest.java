package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Endpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest {

    @Test
    void places_stand_between_commas() {
        Access access = Access.of("a.example:9092, [::1]:9093", Map.of());

        assertThat(access.bootstrap()).containsExactly(new Endpoint("a.example", 9092), new Endpoint("[::1]", 9093));
        assertThat(access.bootstrapText()).isEqualTo("a.example:9092,[::1]:9093");
        assertThat(access.isPlain()).isTrue();
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> Access.of("a,b:0,:1,c:x", Map.of("acks", "0", "security.protocol", "SSL")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"a\"", "\"b:0\"", "\":1\"", "\"c:x\"", "acks says nothing of how to connect")
                .message()
                .hasLineCount(5);
    }

    @Test
    void its_text_names_settings_and_keeps_their_values() {
        Access access = Access.of("a:1", Map.of("ssl.truststore.password", "open-sesame", "security.protocol", "SSL"));

        assertThat(access).hasToString("a:1 with [security.protocol, ssl.truststore.password]");
        assertThat(access.isPlain()).isFalse();
    }

    @Test
    void what_a_client_quotes_of_secrets_is_hidden() {
        Access access = Access.of(
                "a:1",
                Map.of(
                        "sasl.jaas.config",
                        "Module required username=\"alice\" password = \"wonder land\" other=bare;",
                        "ssl.key.password",
                        "sesame",
                        "sasl.mechanism",
                        "PLAIN"));

        String clean = access.withoutSecrets("key 'wonder' of 'bare', sesame and PLAIN");

        assertThat(clean).isEqualTo("key '(hidden)' of '(hidden)', (hidden) and PLAIN");
    }

    @Test
    void what_a_plan_says_of_clients_wins_over_the_connection() {
        Access access = Access.of("a:1", Map.of("client.dns.lookup", "use_all_dns_ips"));

        assertThat(access.under(Map.of("linger.ms", "5", "client.dns.lookup", "x")))
                .isEqualTo(Map.of("linger.ms", "5", "client.dns.lookup", "x"));
    }
}
