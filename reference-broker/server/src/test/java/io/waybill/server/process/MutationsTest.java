package io.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.environment.Endpoint;
import io.waybill.server.process.RecordedRequests.Recorded;
import io.waybill.server.process.WildRequests.Conversation;
import io.waybill.server.process.WildRequests.Ending;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.RequestHeader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests of every API in every version, recorded and then broken by a seed, over real sockets to a real node: it
 * neither crashes nor hangs nor keeps anything, and somebody who behaves notices nothing. {@code -Dwaybill.mutations=N}
 * sends more, {@code -Dwaybill.mutations.from=SEED} others.
 */
final class MutationsTest {

    private static final int MUTATIONS = Integer.getInteger("waybill.mutations", 10_000);
    private static final long FIRST_SEED = Long.getLong("waybill.mutations.from", 0);
    private static final int THREADS = 4;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MILLIS);
    private static final int MARK = 0x0BADCAFE;
    private static final byte[] MARKER = marker();

    @TempDir
    private Path place;

    private final WildRequests toClients = new WildRequests(RecordedRequests.ofClients());
    private final WildRequests toController = new WildRequests(RecordedRequests.ofBrokers());

    private static byte[] marker() {
        ByteBuffer frame = new ClientCodec(1 << 20)
                .writeRequest(
                        new RequestHeader(Api.API_VERSIONS, 0, MARK, null), new ApiVersionsRequest("", "", null, -1));
        return ByteBuffer.allocate(Integer.BYTES + frame.remaining())
                .putInt(frame.remaining())
                .put(frame)
                .array();
    }

    @Test
    @Timeout(7_200)
    void broken_requests_of_every_api_harm_nobody() throws Exception {
        // Three folders deep, so that a name that leads out of it would be seen here.
        Path folder = place.resolve("a/b/c");
        Files.createDirectories(folder);
        String metrics = NodeProcessTest.freeEndpoint();
        try (var node = new OneNode(folder, Map.of("metrics.listener", metrics, "num.partitions", "2"))) {
            NodeProcess process = node.start();
            node.createTopic();
            try (var good = SteadyClient.start(node.endpoint(), OneNode.TOPIC)) {
                double before = MetricsReader.read(metrics).value("waybill_connections");

                requireEverythingOfferedIsRecorded(node);
                sendAll(node);

                assertThat(process.ended()).isNotDone();
                assertThat(good.finish()).isPositive();
                awaitNothingHeld(metrics, before);
            }
            assertThat(node.lines).noneMatch(line -> line.contains("\"uncaught\"") || line.contains("\"crashed\""));
            assertThat(process.stop(PATIENCE)).isTrue();
        }
        assertThat(namesIn(place)).containsExactly("a");
        assertThat(namesIn(place.resolve("a"))).containsExactly("b");
        assertThat(namesIn(place.resolve("a/b"))).containsExactly("c");
        assertThat(namesIn(folder)).containsExactlyInAnyOrder(".lock", "files", "meta.properties");
        assertThat(Path.of("/tmp/escaped")).doesNotExist();
    }

    private static void requireEverythingOfferedIsRecorded(OneNode node) throws IOException {
        var header = new RequestHeader(Api.API_VERSIONS, 0, MARK, null);
        try (var socket = new Socket(node.endpoint().host(), node.endpoint().port())) {
            socket.getOutputStream().write(MARKER);
            var in = new DataInputStream(socket.getInputStream());
            byte[] frame = in.readNBytes(in.readInt());
            var answer = (ApiVersionsResponse) new ClientCodec(1 << 20).readResponse(header, ByteBuffer.wrap(frame));

            assertThat(answer.apis()).isNotEmpty();
            assertThat(RecordedRequests.ofClients().stream().map(it -> it.api().key()))
                    .as("requests of every API that is offered")
                    .containsAll(answer.apis().stream().map(each -> each.key()).toList());
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(each -> each.getFileName().toString()).toList();
        }
    }

    private void awaitNothingHeld(String metrics, double connections) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var page = MetricsReader.read(metrics);
            assertThat(page.value("waybill_connections")).isLessThanOrEqualTo(connections);
            assertThat(page.value("waybill_requests_held_bytes{endpoint=\"controller\"}"))
                    .isZero();
            assertThat(page.value("waybill_frames_partial_bytes")).isZero();
            // The one who behaves has a fetch open nearly always.
            assertThat(page.value("waybill_requests_held_bytes{endpoint=\"client\"}"))
                    .isLessThan(1_000);
        });
    }

    private void sendAll(OneNode node) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            var next = new AtomicLong(FIRST_SEED);
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                senders.add(threads.submit(() -> {
                    long seed = next.getAndIncrement();
                    while (seed < FIRST_SEED + MUTATIONS) {
                        send(node, seed);
                        seed = next.getAndIncrement();
                    }
                    return null;
                }));
            }
            for (Future<?> each : senders) {
                each.get();
            }
        } catch (ExecutionException e) {
            List<String> said = node.lines.stream()
                    .filter(line -> !line.contains("\"level\":\"info\""))
                    .limit(20)
                    .toList();
            throw new AssertionError(e.getCause().getMessage() + "; the node said " + said, e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(OneNode node, long seed) throws IOException {
        boolean isToController = seed % 10 == 0;
        Endpoint at = isToController ? node.config().voters().get(1) : node.endpoint();
        Conversation conversation = (isToController ? toController : toClients).draw(seed);
        try (var socket = new Socket(at.host(), at.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            sendInPieces(socket, conversation);
            switch (conversation.ending()) {
                case LISTENS -> {
                    if (conversation.isInFrames()) {
                        socket.getOutputStream().write(MARKER);
                        awaitMarkerOrEnd(socket);
                    }
                }
                case ENDS -> socket.shutdownOutput();
                case RESETS -> socket.setSoLinger(true, 0);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "seed " + seed + ": neither an answer nor an end, for "
                            + HexFormat.of().formatHex(conversation.bytes()),
                    e);
        } catch (SocketException | EOFException e) {
            // It was ended by the node, which it may.
            assertThat(conversation.ending()).isNotNull();
        }
    }

    private static void sendInPieces(Socket socket, Conversation conversation) throws IOException {
        byte[] bytes = conversation.bytes();
        int size = bytes.length / conversation.pieces() + 1;
        for (int from = 0; from < bytes.length; from += size) {
            socket.getOutputStream().write(bytes, from, Math.min(size, bytes.length - from));
        }
    }

    private static void awaitMarkerOrEnd(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int correlationId;
        do {
            int length = in.readInt();
            correlationId = in.readInt();
            in.skipNBytes(length - Integer.BYTES);
        } while (correlationId != MARK);
    }

    @Test
    void there_is_a_request_of_every_version_that_is_offered() {
        List<Recorded> recorded = RecordedRequests.ofClients();

        for (Api api : recorded.stream().map(Recorded::api).distinct().toList()) {
            assertThat(recorded.stream().filter(it -> it.api() == api).map(Recorded::version))
                    .as(api.title())
                    .contains(range(api));
        }
    }

    private static Integer[] range(Api api) {
        return IntStream.rangeClosed(api.oldestVersion(), api.newestVersion())
                .boxed()
                .toArray(Integer[]::new);
    }

    @Test
    void a_seed_says_the_same_each_time() {
        assertThat(toClients.draw(42).bytes()).isEqualTo(toClients.draw(42).bytes());
        assertThat(toClients.draw(42).ending()).isIn((Object[]) Ending.values());
    }
}
