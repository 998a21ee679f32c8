package io.waybill.container;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Toxiproxy, and a node beside it that is a Toxiproxy too, so that no other image is needed. */
record Pair(Containers containers, ProxyContainer proxy, NodeContainer node, int published) implements AutoCloseable {

    private static final int PORT = 9000;
    private static final int PATIENCE_MILLIS = 5000;

    static Pair start(Path directory) throws InterruptedException {
        Engine engine = Engine.connect();
        String image = TestImages.toxiproxy(engine, directory.resolve("cache"));
        Containers containers = Containers.open(engine, directory, directory.resolve("containers.jsonl"));
        int published = containers.reservePort();
        ProxyContainer proxy = containers
                .startProxies(List.of(new ProxySpec(
                        "links",
                        image,
                        List.of("-host=0.0.0.0"),
                        10,
                        Map.of(published, PORT),
                        directory.resolve("links.log"))))
                .get(0);
        NodeContainer node = containers
                .startNodes(
                        List.of(new NodeSpec(
                                "n1",
                                image,
                                List.of("-host=0.0.0.0", "-port=" + PORT, "-config=/data/proxies.json"),
                                Map.of("/etc/waybill/note.txt", "hello"),
                                Map.of(),
                                Map.of(),
                                "/data",
                                Optional.empty(),
                                directory.resolve("n1.log"))),
                        List.of(proxy))
                .get(0);
        return new Pair(containers, proxy, node, published);
    }

    /** Asks the node, from this machine; the answer says that it is a Toxiproxy. */
    String ask() throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + published + "/version").toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try (var answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /** Sends the node a text of that size, which it takes into its memory whole before it looks at it. */
    void send(int bytes) throws IOException {
        var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + published + "/populate")
                .toURL()
                .openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes + 2);
        byte[] block = new byte[1 << 16];
        Arrays.fill(block, (byte) 'a');
        try (var body = connection.getOutputStream()) {
            body.write('"');
            for (int sent = 0; sent < bytes; sent += block.length) {
                body.write(block);
            }
            body.write('"');
        }
        try (var answer = connection.getInputStream()) {
            answer.readAllBytes();
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        containers.close();
    }
}
