package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ContainersIT {

    private static final String IMAGE = "waybill-stub/toxiproxy:2.12.0";
    private static final int PORT = 9000;

    @TempDir
    private Path directory;

    private Containers containers;
    private ProxyContainer proxy;
    private NodeContainer node;
    private int published;

    /** The node is a second Toxiproxy: it answers requests, and no other image is needed. */
    @BeforeEach
    void start() throws InterruptedException {
        long t = System.nanoTime();
        Engine engine = Engine.connect();
        System.out.println("engine " + (System.nanoTime() - t) / 1000000);
        t = System.nanoTime();
        containers = Containers.open(engine, directory, directory.resolve("containers.jsonl"));
        System.out.println("open " + (System.nanoTime() - t) / 1000000);
        t = System.nanoTime();
        published = containers.reservePort();
        proxy = containers
                .startProxies(List.of(new ProxySpec(
                        "links", IMAGE, List.of("-host=0.0.0.0"), 10, Map.of(published, PORT), log("links"))))
                .get(0);
        System.out.println("proxies " + (System.nanoTime() - t) / 1000000);
        t = System.nanoTime();
        node = containers
                .startNodes(
                        List.of(new NodeSpec(
                                "n1", IMAGE, List.of("-host=0.0.0.0", "-port=" + PORT), Map.of(), "/data", log("n1"))),
                        List.of(proxy))
                .get(0);
        System.out.println("node " + (System.nanoTime() - t) / 1000000);
    }

    @AfterEach
    void end() {
        long t = System.nanoTime();
        containers.close();
        System.out.println("close " + (System.nanoTime() - t) / 1000000);
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private String ask(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/version"))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void try_it() throws Exception {
        node.awaitLog(List.of("Starting"), System.nanoTime() + 5_000_000_000L);
        System.out.println(ask(published) + ask(proxy.apiPort()));
        for (int i = 0; i < 5; i++) {
            node.kill();
            assertThat(node.isAlive()).isFalse();
            node.restart();
            node.awaitLog(List.of("Starting"), System.nanoTime() + 5_000_000_000L);
        }
        node.pause();
        node.resume();
        node.slow(10);
        node.slow(1);
        node.pause();
        node.kill();
        node.wipe();
        node.restart();
        node.awaitLog(List.of("Starting"), System.nanoTime() + 5_000_000_000L);
        System.out.println(ask(published));
        proxy.disconnect();
        proxy.connect();
        System.out.println(ask(published));
        node.stop(Duration.ofSeconds(5));
        System.out.println(Files.readString(directory.resolve("containers.jsonl")));
        System.out.println(Files.readString(log("n1")));
    }
}
