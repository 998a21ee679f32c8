package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstContactTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_broker_repeats_the_number_of_the_question() {
        byte[] answer = ByteBuffer.allocate(8).putInt(350).putInt(0x5741_5942).array();

        assertThat(FirstContact.problemOf(answer)).isEmpty();
    }

    @Test
    void whoever_else_answers_is_recognized() {
        assertThat(FirstContact.problemOf(bytes("HTTP/1.1")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("web server"));
        assertThat(FirstContact.problemOf(bytes("\u0015\u0003\u0003\0\u0002\u0002\n")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("wants TLS"));
        assertThat(FirstContact.problemOf(bytes("")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("closes the connection"));
        assertThat(FirstContact.problemOf(bytes("220 smtp")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("does not speak Kafka's protocol"));
        assertThat(FirstContact.problemOf(bytes("\0\0\0"))).isPresent();
    }

    @Test
    void a_port_where_nobody_listens_and_a_name_that_nobody_has_are_told_apart() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        List<String> problems =
                FirstContact.problems(Access.of("127.0.0.1:" + port + ",no-such-host.invalid:9092", Map.of()));

        assertThat(problems)
                .containsExactly(
                        "127.0.0.1:" + port + ": nobody listens there (connection refused)",
                        "no-such-host.invalid:9092: no such host: check the name, or this machine's DNS");
    }

    @Test
    void one_address_that_answers_is_enough() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread broker = new Thread(() -> answer(server), "answers-once");
            broker.start();

            List<String> problems = FirstContact.problems(
                    Access.of("no-such-host.invalid:9092,127.0.0.1:" + server.getLocalPort(), Map.of()));

            broker.join();
            assertThat(problems).isEmpty();
        }
    }

    /** Sends the question's own number back, as every broker does whatever it is asked. */
    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] question = socket.getInputStream().readNBytes(21);
            ByteBuffer asked = ByteBuffer.wrap(question);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(8)
                            .putInt(4)
                            .putInt(asked.getInt(8))
                            .array());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
