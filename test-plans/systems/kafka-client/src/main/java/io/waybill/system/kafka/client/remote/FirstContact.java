package io.waybill.system.kafka.client.remote;

import io.waybill.environment.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who answers at an address before a client tries: a client only says that no broker was there in time, be it
 * a misspelt name, a closed port, TLS or a web server.
 */
final class FirstContact {

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);

    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 0x5741_5942;

    /** Length and correlation id: enough to tell an answer of Kafka's from everything else. */
    private static final int HEAD_BYTES = 8;

    /** A TLS alert, of any version: how such a server says that it was not greeted in TLS. */
    private static final int TLS_ALERT = 0x15;

    private static final int TLS_MAJOR = 3;

    private FirstContact() {}

    /**
     * Returns why none of the addresses leads to a cluster, one sentence each; empty where one does.
     *
     * @param access whose brokers are asked a question only where they understand it unencrypted
     */
    static List<String> problems(Access access) {
        List<String> problems = new ArrayList<>();
        for (Endpoint endpoint : access.bootstrap()) {
            Optional<String> problem = access.isPlain() ? askingKafka(endpoint) : connecting(endpoint);
            if (problem.isEmpty()) {
                return List.of();
            }
            problems.add(endpoint + ": " + problem.get());
        }
        return problems;
    }

    /** Returns why an address cannot be connected to; empty where it can. */
    static Optional<String> connecting(Endpoint endpoint) {
        try (Socket socket = connect(endpoint)) {
            return socket.isConnected() ? Optional.empty() : Optional.of("cannot be connected to");
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    private static Optional<String> askingKafka(Endpoint endpoint) {
        try (Socket socket = connect(endpoint)) {
            socket.setSoTimeout(Math.toIntExact(ANSWER_DEADLINE.toMillis()));
            socket.getOutputStream().write(question());
            socket.getOutputStream().flush();
            return problemOf(socket.getInputStream().readNBytes(HEAD_BYTES));
        } catch (SocketTimeoutException e) {
            return Optional.of("accepts connections and does not answer within " + ANSWER_DEADLINE.toSeconds()
                    + " s: is it a broker's address?");
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    private static Socket connect(Endpoint endpoint) throws IOException {
        Socket socket = new Socket();
        try {
            InetAddress address = InetAddress.getByName(endpoint.host());
            socket.connect(
                    new InetSocketAddress(address, endpoint.port()), Math.toIntExact(CONNECT_DEADLINE.toMillis()));
            return socket;
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new IOException(
                    "no connection within " + CONNECT_DEADLINE.toSeconds() + " s: is a firewall in the way?", e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "no such host: check the name, or this machine's DNS";
        }
        String message = String.valueOf(e.getMessage());
        return message.contains("refused") ? "nobody listens there (connection refused)" : message;
    }

    /** ApiVersions in version 0: every broker answers it, whoever asks. */
    private static byte[] question() throws IOException {
        byte[] client = "waybill".getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(2 + 2 + 4 + 2 + client.length);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(CORRELATION);
            out.writeShort(client.length);
            out.write(client);
        }
        return bytes.toByteArray();
    }

    /** Returns what is wrong with the beginning of an answer; empty where a broker gave it. */
    static Optional<String> problemOf(byte[] head) {
        if (head.length == HEAD_BYTES && ByteBuffer.wrap(head).getInt(4) == CORRELATION) {
            return Optional.empty();
        }
        if (head.length == 0) {
            return Optional.of(
                    "closes the connection without an answer: it is no broker, or one that wants TLS or" + " SASL");
        }
        if (head.length >= 2 && head[0] == TLS_ALERT && head[1] == TLS_MAJOR) {
            return Optional.of("wants TLS: security.protocol must be SSL or SASL_SSL");
        }
        boolean isWeb = new String(head, StandardCharsets.ISO_8859_1).startsWith("HTTP");
        return Optional.of(
                isWeb
                        ? "a web server answers there, not a broker"
                        : "what answers there does not speak Kafka's protocol");
    }
}
