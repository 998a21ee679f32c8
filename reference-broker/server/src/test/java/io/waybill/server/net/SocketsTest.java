package io.waybill.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Randomness;
import io.waybill.server.loop.Disks;
import io.waybill.server.loop.FreePorts;
import io.waybill.server.loop.LifeSettings;
import io.waybill.server.loop.NodeLife;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that echoes, against strangers with sockets. */
final class SocketsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_FRAME = 1_000_000;
    private static final int SILENT = 5_000;

    private final Endpoint at = FreePorts.endpoint();
    private final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger heard = new AtomicInteger();
    private NodeLife life;
    private NetLinks links;

    @AfterEach
    void end() {
        life.end();
        assertThat(life.ended().join()).isEmpty();
    }

    private void echo() {
        echo(NetSettings.STANDARD.withLimits(MAX_FRAME, 1_000_000, Duration.ofMinutes(10)));
    }

    private void echo(NetSettings settings) {
        var listens = new CompletableFuture<Void>();
        life = NodeLife.begin(LifeSettings.of(0, 0, settings), Disks.NONE, environment -> {
            links = (NetLinks) environment.links();
            links.listen(at, connection -> new Echo());
            environment.timers().after(1_000_000, () -> listens.complete(null));
        });
        listens.join();
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (var peer = new Peer(at)) {
                assertThat(peer).isNotNull();
            } catch (UncheckedIOException e) {
                throw new AssertionError(e);
            }
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(closed).hasSameSizeAs(opened).isNotEmpty());
        closed.clear();
        opened.clear();
    }

    private final class Echo implements Connection.Handler {

        @Override
        public void onOpen(Connection connection) {
            opened.add(connection);
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            heard.incrementAndGet();
            connection.send(frame);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            closed.add(reason);
        }
    }

    private void awaitClosed(CloseReason... reasons) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).containsExactly(reasons));
    }

    @Test
    void frames_go_to_and_fro() throws Exception {
        echo();
        try (var peer = new Peer(at)) {
            peer.sendFrame((byte) 1, (byte) 2);
            peer.sendFrame();
            peer.sendFrame(new byte[MAX_FRAME]);

            assertThat(peer.readFrame()).containsExactly(1, 2);
            assertThat(peer.readFrame()).isEmpty();
            assertThat(peer.readFrame()).hasSize(MAX_FRAME);
        }
        awaitClosed(CloseReason.END);
    }

    @Test
    void a_frame_that_is_too_large_or_negative_ends_its_connection_at_once_and_no_other() throws Exception {
        echo();
        try (var good = new Peer(at);
                var large = new Peer(at);
                var negative = new Peer(at)) {
            large.send((byte) 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff);
            negative.send((byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff);

            assertThat(large.seesTheEnd()).isTrue();
            assertThat(negative.seesTheEnd()).isTrue();
            good.sendFrame((byte) 7);
            assertThat(good.readFrame()).containsExactly(7);
        }
        awaitClosed(CloseReason.RESET, CloseReason.RESET, CloseReason.END);
    }

    @Test
    void who_leaves_within_a_frame_has_broken_off() throws Exception {
        echo();
        try (var peer = new Peer(at)) {
            peer.send((byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) 1);
        }
        awaitClosed(CloseReason.RESET);
    }

    @Test
    void who_resets_has_broken_off() throws Exception {
        echo();
        var peer = new Peer(at);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(opened).hasSize(1));
        peer.reset();
        awaitClosed(CloseReason.RESET);
    }

    @Test
    void who_ends_what_he_sends_has_ended_the_connection() throws Exception {
        echo();
        try (var peer = new Peer(at)) {
            peer.shutDown();
            assertThat(peer.seesTheEnd()).isTrue();
        }
        awaitClosed(CloseReason.END);
    }

    @Test
    void who_is_silent_for_too_long_is_let_go_and_who_speaks_is_not() throws Exception {
        echo(NetSettings.STANDARD.withLimits(MAX_FRAME, 100, Duration.ofMillis(600)));
        try (var silent = new Peer(at);
                var speaking = new Peer(at)) {
            await().atMost(PATIENCE).until(() -> {
                speaking.sendFrame((byte) 1);
                assertThat(speaking.readFrame()).containsExactly(1);
                return !closed.isEmpty();
            });

            assertThat(silent.seesTheEnd()).isTrue();
            speaking.sendFrame((byte) 2);
            assertThat(speaking.readFrame()).containsExactly(2);
            assertThat(closed).containsExactly(CloseReason.TIMEOUT);
        }
    }

    @Test
    void more_connections_than_may_be_are_ended_until_others_have_left() throws Exception {
        echo(NetSettings.STANDARD.withLimits(MAX_FRAME, 2, Duration.ofMinutes(10)));
        try (var first = new Peer(at);
                var second = new Peer(at)) {
            second.sendFrame((byte) 1);
            assertThat(second.readFrame()).hasSize(1);
            try (var third = new Peer(at)) {
                assertThat(third.seesTheEnd()).isTrue();
            }
            first.reset();
            awaitClosed(CloseReason.RESET);
            try (var fourth = new Peer(at)) {
                fourth.sendFrame((byte) 4);
                assertThat(fourth.readFrame()).containsExactly(4);
            }
        }
    }

    @Test
    void large_frames_that_are_not_finished_take_no_more_than_they_may_and_all_come_in_the_end() throws Exception {
        echo(NetSettings.STANDARD
                .withLimits(MAX_FRAME, 100, Duration.ofMinutes(10))
                .withQueuedRequestBytes(MAX_FRAME));
        byte[] half = new byte[MAX_FRAME / 2];
        try (var first = new Peer(at);
                var second = new Peer(at);
                var small = new Peer(at)) {
            first.send(header(MAX_FRAME));
            first.send(half);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken()).isEqualTo(MAX_FRAME));

            // The first has all that there is: the second waits, whoever sends little does not.
            second.sendFrame(new byte[MAX_FRAME / 4]);
            small.sendFrame((byte) 1);
            assertThat(small.readFrame()).hasSize(1);
            assertThat(heard).hasValue(1);

            first.send(half);
            assertThat(first.readFrame()).hasSize(MAX_FRAME);
            assertThat(second.readFrame()).hasSize(MAX_FRAME / 4);
            assertThat(taken()).isZero();
        }
    }

    @Test
    void who_leaves_within_a_large_frame_gives_back_what_it_took() throws Exception {
        echo(NetSettings.STANDARD
                .withLimits(MAX_FRAME, 100, Duration.ofMinutes(10))
                .withQueuedRequestBytes(MAX_FRAME));
        var first = new Peer(at);
        first.send(header(MAX_FRAME));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken()).isEqualTo(MAX_FRAME));
        try (var second = new Peer(at);
                var third = new Peer(at)) {
            second.sendFrame(new byte[MAX_FRAME - 1]);
            third.sendFrame(new byte[MAX_FRAME - 2]);

            first.reset();

            assertThat(second.readFrame()).hasSize(MAX_FRAME - 1);
            assertThat(third.readFrame()).hasSize(MAX_FRAME - 2);
            assertThat(taken()).isZero();
        }
    }

    @Test
    void who_ends_within_a_large_frame_gives_back_what_it_took_and_what_it_waited_for() throws Exception {
        echo(NetSettings.STANDARD
                .withLimits(MAX_FRAME, 100, Duration.ofMinutes(10))
                .withQueuedRequestBytes(MAX_FRAME));
        try (var first = new Peer(at);
                var second = new Peer(at);
                var third = new Peer(at)) {
            first.send(header(MAX_FRAME));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken()).isEqualTo(MAX_FRAME));
            second.send(header(MAX_FRAME));

            second.shutDown();
            assertThat(second.seesTheEnd()).isTrue();
            first.shutDown();
            assertThat(first.seesTheEnd()).isTrue();

            third.sendFrame(new byte[MAX_FRAME]);
            assertThat(third.readFrame()).hasSize(MAX_FRAME);
            assertThat(taken()).isZero();
        }
    }

    private static byte[] header(int length) {
        return ByteBuffer.allocate(4).putInt(length).array();
    }

    /** Asks the loop. */
    private long taken() {
        var answer = new CompletableFuture<Long>();
        life.post(0, () -> answer.complete(links.memory().taken()));
        return answer.join();
    }

    @Test
    void an_address_is_reached_through_another() {
        var nowhere = FreePorts.endpoint();
        echo(NetSettings.STANDARD.withRoutes(Map.of(nowhere, at)));
        var answer = new CompletableFuture<Integer>();

        life.post(
                0,
                () -> links.connect(nowhere, new Connection.Handler() {
                    @Override
                    public void onOpen(Connection connection) {
                        connection.send(ByteBuffer.wrap(new byte[] {7}));
                    }

                    @Override
                    public void onFrame(Connection connection, ByteBuffer frame) {
                        answer.complete((int) frame.get());
                    }

                    @Override
                    public void onClosed(Connection connection, CloseReason reason) {
                        answer.completeExceptionally(new IllegalStateException(reason.name()));
                    }
                }));

        assertThat(answer.join()).isEqualTo(7);
    }

    @Test
    void five_thousand_silent_connections_disturb_nobody() throws Exception {
        // Both ends of each are in this process.
        assumeThat(mostOpenFiles())
                .as("files and sockets that this process may have open (ulimit -Hn)")
                .isGreaterThan(2 * SILENT + 500);
        echo(new NetSettings(
                Map.of(),
                Map.of(),
                MAX_FRAME,
                MAX_FRAME,
                6_000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                500,
                -1,
                -1));
        List<Peer> silent = new ArrayList<>();
        try (var speaking = new Peer(at)) {
            for (int i = 0; i < SILENT; i++) {
                silent.add(new Peer(at));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(opened).hasSize(SILENT + 1));
            assertThat(life.traffic().openConnections()).isEqualTo(SILENT + 1);

            for (byte i = 0; i < 100; i++) {
                speaking.sendFrame(i);
                assertThat(speaking.readFrame()).containsExactly(i);
            }
        } finally {
            silent.forEach(Peer::close);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasSize(SILENT + 1));
        await().atMost(PATIENCE).until(() -> life.traffic().openConnections() == 0);
    }

    /** The JVM has raised its limit to the most that the system allows it; nothing needs to be raised for the test. */
    private static long mostOpenFiles() throws IOException {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.exists(limits)) {
            return Long.MAX_VALUE;
        }
        return Files.readAllLines(limits).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split(" +", -1)[0])
                .mapToLong(most -> most.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(most))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    @Test
    void who_vanishes_and_takes_nothing_of_what_waits_for_him_is_let_go() throws Exception {
        var idle = NetSettings.STANDARD.withLimits(MAX_FRAME, 100, Duration.ofMillis(600));
        source(idle, new AtomicLong());

        try (var peer = new Peer(at)) {
            // As a process that was stopped, or a machine without power: nothing is read, and no end is sent.
            await().atMost(PATIENCE).until(() -> life.traffic().timedOutConnections() == 1);
            await().atMost(PATIENCE).until(() -> life.traffic().openConnections() == 0);
            assertThat(waiting()).isZero();
            assertThat(peer).isNotNull();
        }
    }

    @Test
    void of_many_slow_readers_the_slowest_are_cut_off_before_memory_is_short_and_who_reads_is_not() throws Exception {
        var sent = new AtomicLong();
        source(NetSettings.STANDARD, sent);
        List<Peer> slow = new ArrayList<>();
        try {
            long read = 0;
            for (int i = 0; i < 200; i++) {
                slow.add(new Peer(at));
            }
            await().atMost(PATIENCE).until(() -> life.traffic().slowConnections() > 0);
            try (var reader = new Peer(at)) {
                while (read < 20_000_000) {
                    read += reader.readFrame().length;
                }
            }
            // Each frame may be larger by itself than what is left.
            await().atMost(PATIENCE).until(() -> waiting() <= NetLinks.MOST_WAITING_BYTES);
            assertThat(life.traffic().slowConnections()).isLessThan(150);
            assertThat(life.ended()).isNotDone();
        } finally {
            slow.forEach(Peer::close);
        }
        await().atMost(PATIENCE).until(() -> waiting() == 0 && life.traffic().openConnections() == 0);
    }

    /** Asks the loop what waits to be sent. */
    private long waiting() {
        var answer = new CompletableFuture<Long>();
        life.post(0, () -> answer.complete(links.waitingBytes()));
        return answer.join();
    }

    private void source(NetSettings settings, AtomicLong sent) {
        life = NodeLife.begin(LifeSettings.of(0, 0, settings), Disks.NONE, environment -> {
            links = (NetLinks) environment.links();
            links.listen(at, connection -> new Source(sent));
        });
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Peer(at).reset();
            return true;
        });
        await().atMost(PATIENCE).until(() -> life.traffic().openConnections() == 0);
    }

    @Test
    void for_a_slow_reader_nothing_waits_but_what_its_sender_goes_on_to_send() throws Exception {
        var at = FreePorts.endpoint();
        var sent = new AtomicLong();
        var listens = new CompletableFuture<Void>();
        life = NodeLife.begin(LifeSettings.of(0, 0, NetSettings.STANDARD), Disks.NONE, environment -> {
            environment.links().listen(at, connection -> new Source(sent));
            environment.timers().after(1_000_000, () -> listens.complete(null));
        });
        listens.join();
        long total = 0;
        try (var reader = await().atMost(PATIENCE).ignoreExceptions().until(() -> new Peer(at), peer -> true)) {
            // What waits is in the node, at most a megabyte and a frame, and in the system's buffers.
            await().atMost(PATIENCE).until(() -> sent.get() > 0);
            await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> sent.get() < 16_000_000);
            while (total < 64_000_000) {
                total += reader.readFrame().length;
            }
            assertThat(sent.get()).isBetween(total, total + 16_000_000);
        }
    }

    /** Sends as long as there is room. */
    private record Source(AtomicLong sent) implements Connection.Handler {

        @Override
        public void onOpen(Connection connection) {
            onWritable(connection);
        }

        @Override
        public void onWritable(Connection connection) {
            while (connection.isWritable()) {
                connection.send(ByteBuffer.allocate(100_000));
                sent.addAndGet(100_000);
            }
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {}

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }

    @Test
    void garbage_leaks_nothing() throws Exception {
        var before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        List<String> leaks = new CopyOnWriteArrayList<>();
        // It says so only where its log is on; nobody needs to read it.
        var log = Logger.getLogger(ResourceLeakDetector.class.getName());
        log.setFilter(line -> false);
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(records));
        try {
            echo();
            for (long seed = 0; seed < 200; seed++) {
                var randomness = Randomness.ofSeed(seed);
                try (var peer = new Peer(at)) {
                    byte[] bytes = new byte[1 + randomness.nextInt(2_000)];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) (randomness.chance(0.5) ? 0 : randomness.nextInt(64));
                    }
                    peer.send(bytes);
                    if (randomness.chance(0.3)) {
                        peer.reset();
                    }
                } catch (SocketException e) {
                    assertThat(e).isNotNull();
                }
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasSize(200));
            leakOne();
            // The one that was lost on purpose is reported after all that were lost before it.
            await().atMost(PATIENCE).untilAsserted(() -> {
                System.gc();
                PooledByteBufAllocator.DEFAULT.buffer().release();
                assertThat(leaks).isNotEmpty();
            });
            assertThat(leaks).hasSize(1).allMatch(records -> records.contains("leakOne"));
        } finally {
            ByteBufUtil.setLeakListener(null);
            log.setFilter(null);
            ResourceLeakDetector.setLevel(before);
        }
    }

    private static void leakOne() {
        assertThat(PooledByteBufAllocator.DEFAULT.directBuffer(77).capacity()).isEqualTo(77);
    }
}
