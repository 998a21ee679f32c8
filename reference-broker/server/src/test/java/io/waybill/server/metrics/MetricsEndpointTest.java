package io.waybill.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Endpoint;
import io.waybill.server.loop.FreePorts;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered over HTTP, and what is not. */
@Timeout(60)
final class MetricsEndpointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Endpoint at = FreePorts.endpoint();
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);
    private MetricsEndpoint endpoint;

    @BeforeEach
    void open() {
        endpoint = open(PATIENCE);
    }

    private MetricsEndpoint open(Duration patience) {
        var bound = new CompletableFuture<Void>();
        var opened = MetricsEndpoint.open(at, Reading::new, patience, bound::completeExceptionally);
        // Until it listens, connections are refused.
        while (!bound.isDone()) {
            try (var socket = connect()) {
                assertThat(socket.isConnected()).isTrue();
                return opened;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        bound.join();
        return opened;
    }

    @AfterEach
    void close() {
        endpoint.close().join();
    }

    private final class Reading implements MetricsSource.Reading {
        @Override
        public CompletableFuture<Void> answered() {
            return answered;
        }

        @Override
        public Page page() {
            var page = new Page();
            page.add(Metric.CONNECTIONS, 7);
            page.add(Metric.ISR_SHRINKS, 3);
            return page;
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(at.host(), at.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Returns all that is answered, to the end of the connection. */
    private String ask(String request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void who_asks_for_metrics_gets_them_in_prometheus_text_format() throws IOException {
        String answer = ask("GET /metrics?x=1 HTTP/1.1\r\nHost: a\r\nAccept: text/plain\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
                .contains("\nwaybill_connections 7.0\n")
                .contains("# TYPE waybill_isr_shrinks_total counter\nwaybill_isr_shrinks_total 3.0\n");
        int body = answer.indexOf("\r\n\r\n") + 4;
        assertThat(answer).contains("Content-Length: " + (answer.length() - body) + "\r\n");
    }

    @Test
    void who_reads_open_metrics_gets_that() throws IOException {
        String answer = ask("GET /metrics HTTP/1.1\r\nACCEPT: application/openmetrics-text; version=1.0.0\r\n\r\n");

        assertThat(answer)
                .contains("Content-Type: application/openmetrics-text")
                .endsWith("# EOF\n");
    }

    @Test
    void the_head_alone_has_no_body() throws IOException {
        assertThat(ask("HEAD /metrics HTTP/1.0\n\n"))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("\r\n\r\n")
                .doesNotContain("waybill_connections");
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, 404",
        "GET /metrics/../secret HTTP/1.1, 404",
        "POST /metrics HTTP/1.1, 405",
        "DELETE /metrics HTTP/1.1, 405",
        "GET http://a/metrics HTTP/1.1, 400",
        "GET /metrics HTTP/2.0, 400",
        "GET /metrics, 400",
        "nonsense, 400",
        "'', 400"
    })
    void whatever_else_is_asked_is_refused(String line, int status) throws IOException {
        assertThat(ask(line + "\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void a_head_without_end_is_refused_and_not_kept() throws IOException {
        String answer =
                ask("GET /metrics HTTP/1.1\r\nX: " + "x".repeat(MetricsConnection.MOST_HEAD_BYTES) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void a_body_is_not_read_and_the_answer_comes_all_the_same() throws IOException {
        String answer = ask("GET /metrics HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "y".repeat(100_000));

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("waybill_connections 7.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /met", "GET /metrics HTTP/1.1\r\nHost: a\r\n"})
    void who_does_not_finish_is_cut_off(String part) throws IOException {
        endpoint.close().join();
        endpoint = open(Duration.ofMillis(200));

        assertThat(ask(part)).isEmpty();
    }

    @Test
    void where_a_loop_does_not_answer_the_rest_is_told() throws IOException {
        answered = new CompletableFuture<>();

        assertThat(ask("GET /metrics HTTP/1.1\r\n\r\n")).contains("waybill_connections 7.0");
    }

    @Test
    void more_connections_than_it_takes_are_closed_at_once_and_its_place_is_free_again_later() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < MetricsEndpoint.MOST_CONNECTIONS; i++) {
                silent.add(connect());
            }
            try (var oneMore = connect()) {
                assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }

        assertThat(eventually("GET /metrics HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    /** The endpoint sees a moment later that others have gone. */
    private String eventually(String request) throws IOException {
        String answer = "";
        for (long end = System.nanoTime() + PATIENCE.toNanos(); answer.isEmpty() && System.nanoTime() < end; ) {
            try {
                answer = ask(request);
            } catch (IOException e) {
                answer = "";
            }
        }
        return answer;
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        var failed = new CompletableFuture<IllegalStateException>();

        var second = MetricsEndpoint.open(at, Reading::new, failed::complete);

        assertThat(failed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("cannot listen at " + at + " for metrics");
        second.close().join();
    }
}
