package io.waybill.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.server.net.NetSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How lives begin and end, and what their links say of names and ports. */
final class NodeLifeTest {

    private final List<NodeLife> lives = new ArrayList<>();
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        lives.forEach(NodeLife::end);
    }

    private NodeLife begin(NetSettings settings, Consumer<Environment> program) {
        var life = NodeLife.begin(LifeSettings.of(lives.size(), 0, settings), Disks.NONE, program);
        lives.add(life);
        return life;
    }

    private NodeLife begin(Consumer<Environment> program) {
        return begin(NetSettings.STANDARD, program);
    }

    private String note() throws InterruptedException {
        return notes.poll(20, TimeUnit.SECONDS);
    }

    private static Optional<Throwable> ended(NodeLife life) {
        return life.ended().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private final class Noting implements Connection.Handler {

        @Override
        public void onOpen(Connection connection) {
            notes.add("open");
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {}

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            notes.add("closed " + reason);
        }
    }

    @Test
    void what_a_callback_throws_ends_the_life_and_is_its_cause() {
        var cause = new IllegalStateException("on purpose");

        var life = begin(environment -> environment.timers().after(1, () -> {
            throw cause;
        }));

        assertThat(ended(life)).containsSame(cause);
    }

    @Test
    void an_error_is_not_survived_either() {
        var life = begin(environment -> {
            throw new OutOfMemoryError("on purpose");
        });

        assertThat(ended(life)).containsInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void of_two_causes_the_first_counts() {
        var first = new IllegalStateException("first");

        var life = begin(environment -> {
            environment.crash(first);
            throw new IllegalStateException("second");
        });

        assertThat(ended(life)).containsSame(first);
    }

    @Test
    void a_life_that_is_ended_has_no_cause_and_may_be_ended_by_itself() {
        var self = new CompletableFuture<NodeLife>();
        var life = begin(environment -> environment.timers().after(1, () -> {
            self.join().end();
            environment.timers().post(() -> notes.add("ran after the end"));
        }));
        self.complete(life);

        assertThat(ended(life)).isEmpty();
        life.post(0, () -> notes.add("ran after the end"));
        assertThat(notes).isEmpty();
    }

    @Test
    void lives_that_were_not_given_a_seed_draw_different_numbers() throws Exception {
        begin(environment -> notes.add("" + environment.randomness("a").nextLong()));
        begin(environment -> notes.add("" + environment.randomness("a").nextLong()));

        assertThat(note()).isNotEqualTo(note());
    }

    @Test
    void names_are_found_and_those_that_are_not_are_refused() throws Exception {
        int port = FreePorts.endpoint().port();
        var here = new Endpoint("localhost", port);
        begin(environment -> {
            environment.links().listen(here, connection -> new Noting());
            environment
                    .timers()
                    .after(
                            200_000_000,
                            () -> environment
                                    .links()
                                    .connect(new Endpoint("no-such-host.invalid", port), new Noting()));
        });
        assertThat(note()).isEqualTo("closed REFUSED");

        begin(environment -> environment.links().connect(here, new Noting()));

        assertThat(note()).isEqualTo("open");
        assertThat(note()).isEqualTo("open");
    }

    @Test
    void a_port_that_another_process_has_ends_the_life_which_says_so() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var at = new Endpoint("127.0.0.1", taken.getLocalPort());

            var life = begin(environment -> environment.links().listen(at, connection -> new Noting()));

            assertThat(ended(life).orElseThrow())
                    .hasMessageStartingWith("cannot listen at " + at + " (" + at + "): ")
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void an_endpoint_is_listened_at_where_it_is_bound() throws Exception {
        var announced = new Endpoint("broker.example.invalid", 9_092);
        var bound = FreePorts.endpoint();
        begin(NetSettings.STANDARD.withBindings(Map.of(announced, bound)), environment -> {
            environment.links().listen(announced, connection -> new Noting());
            environment.timers().after(100_000_000, () -> environment.links().connect(bound, new Noting()));
        });

        assertThat(note()).isEqualTo("open");
        assertThat(note()).isEqualTo("open");
    }

    @Test
    void a_node_without_a_disk_must_not_use_one() {
        var life = begin(environment -> environment.disk().list(names -> {}, failure -> {}));

        assertThat(ended(life).orElseThrow()).hasMessage("a node that was given no disk must not use one");
    }
}
