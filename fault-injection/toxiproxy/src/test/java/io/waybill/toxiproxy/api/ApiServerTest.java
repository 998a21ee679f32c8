package io.waybill.toxiproxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.toxiproxy.ToxiproxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers to strangers, and what it serves beyond Toxiproxy's. */
@Timeout(60)
final class ApiServerTest {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ToxiproxyServer server;

    @BeforeEach
    void start() throws IOException {
        server = ToxiproxyServer.start(1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Socket dial() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private String raw(String request) throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            // Who says more than he is listened to may be reset before he hears why.
            return "reset";
        }
    }

    private void stillServes() throws IOException, InterruptedException {
        assertThat(ask("GET", "/version", "").body()).isEqualTo("{\"version\": \"2.12.0-waybill\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /proxies HTTP/9.9.9\r\n\r\n",
                "GET /proxies HTTP/1.1\r\nno colon\r\n\r\n",
                "POST /proxies HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /proxies HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0000\u0001\u0002\u0003"
            })
    void what_is_no_request_is_refused_and_serving_goes_on(String request) throws Exception {
        String answer = raw(request);

        assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 400")).isTrue();
        stillServes();
    }

    @Test
    void a_body_without_end_is_refused() throws Exception {
        String answer = raw("POST /proxies HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
        stillServes();
    }

    @Test
    void a_line_without_end_is_refused() throws Exception {
        String answer = raw("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n");

        assertThat(answer.equals("reset") || answer.startsWith("HTTP/1.1 400")).isTrue();
        stillServes();
    }

    @Test
    void deep_nesting_and_huge_numbers_are_refused() throws Exception {
        assertThat(ask("POST", "/populate", "[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(ask("POST", "/proxies", "{\"name\":" + "9".repeat(10_000) + "}")
                        .statusCode())
                .isEqualTo(400);
        stillServes();
    }

    @Test
    void a_browser_is_sent_away() throws Exception {
        String answer = raw("GET /proxies HTTP/1.1\r\nHost: a\r\nUser-Agent: Mozilla/5.0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").endsWith("User agent not allowed\n");
    }

    @Test
    void requests_that_come_at_once_are_answered_in_order() throws Exception {
        String many = "POST /proxies HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                + "GET /version HTTP/1.1\r\nHost: a\r\n\r\n"
                + "GET /proxies HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        String answers = raw(many);

        assertThat(answers.split("HTTP/1.1 ", -1))
                .satisfiesExactly(
                        none -> assertThat(none).isEmpty(),
                        first -> assertThat(first).startsWith("400"),
                        second -> assertThat(second).startsWith("200").contains("version"),
                        third -> assertThat(third).startsWith("200").endsWith("{}"));
    }

    @Test
    void connections_that_say_nothing_keep_nobody_away() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket socket = dial();
            socket.getOutputStream().write("GET /ver".getBytes(StandardCharsets.ISO_8859_1));
            silent.add(socket);
        }

        stillServes();

        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void measures_have_toxiproxys_names() throws Exception {
        ask(
                "POST",
                "/proxies",
                "{\"name\":\"a\\\"b\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"c:1\",\"enabled\":false}");

        String metrics = ask("GET", "/metrics", "").body();

        assertThat(metrics)
                .contains("# TYPE toxiproxy_proxy_received_bytes_total counter\n")
                .contains("toxiproxy_proxy_sent_bytes_total{direction=\"upstream\",listener=\"127.0.0.1:0\","
                        + "proxy=\"a\\\"b\",upstream=\"c:1\"} 0\n");
    }

    @Test
    void a_fault_on_links_begins_is_shown_and_ends() throws Exception {
        for (String name : List.of("a", "b")) {
            ask(
                    "POST",
                    "/proxies",
                    "{\"name\":\"" + name + "\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:1\"}");
        }
        String cut = """
                {"id": "cut", "fault": "drop", "silence": 1000, "links": [
                  {"proxy": "a", "stream": "upstream"}, {"proxy": "b", "stream": "downstream"}]}
                """;

        HttpResponse<String> begun = ask("POST", "/waybill/faults", cut);
        HttpResponse<String> again = ask("POST", "/waybill/faults", cut);
        String shown = ask("GET", "/waybill/faults", "").body();
        String proxies = ask("GET", "/proxies", "").body();
        HttpResponse<String> ended = ask("DELETE", "/waybill/faults/cut", "");
        HttpResponse<String> gone = ask("DELETE", "/waybill/faults/cut", "");

        assertThat(begun.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(shown)
                .contains("\"id\":\"cut\",\"fault\":\"drop\"")
                .contains("\"held_bytes\":0,\"dropped_bytes\":0");
        assertThat(proxies).doesNotContain("drop");
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/waybill/events", "").body())
                .contains("\"what\":\"fault-begun\"")
                .contains("\"what\":\"fault-ended\"");
        assertThat(ask("GET", "/waybill/events?after=2", "").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"x\"}",
                "{\"id\":\"x\",\"fault\":\"melt\",\"links\":[]}",
                "{\"id\":\"x\",\"fault\":\"stall\",\"links\":[]}",
                "{\"id\":\"x\",\"fault\":\"stall\",\"links\":[{\"proxy\":\"a\",\"stream\":\"sideways\"}]}",
                "{\"id\":\"x\",\"fault\":\"throttle\",\"links\":[{\"proxy\":\"a\",\"stream\":\"upstream\"}]}",
                "{\"id\":\"x\",\"fault\":\"delay\",\"latency\":-1,"
                        + "\"links\":[{\"proxy\":\"a\",\"stream\":\"upstream\"}]}"
            })
    void a_fault_that_is_none_is_refused(String body) throws Exception {
        assertThat(ask("POST", "/waybill/faults", body).statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/waybill/faults", "").body()).isEqualTo("[]");
    }

    @Test
    void a_fault_on_a_proxy_that_there_is_not_holds_nowhere() throws Exception {
        ask("POST", "/proxies", "{\"name\":\"a\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:1\"}");
        String body = """
                {"id": "x", "fault": "stall", "links": [
                  {"proxy": "a", "stream": "upstream"}, {"proxy": "nobody", "stream": "upstream"}]}
                """;

        HttpResponse<String> answer = ask("POST", "/waybill/faults", body);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/waybill/faults", "").body()).isEqualTo("[]");
    }

    @Test
    void other_methods_and_paths_of_ours_are_refused() throws Exception {
        assertThat(ask("PUT", "/waybill/faults", "{}").statusCode()).isEqualTo(405);
        assertThat(ask("GET", "/waybill", "").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/waybill/events?after=x", "").statusCode()).isEqualTo(400);
    }
}
