package io.waybill.simulator;

import static io.waybill.simulator.Scene.MILLISECOND;
import static io.waybill.simulator.Scene.SECOND;
import static io.waybill.simulator.Scene.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Connection;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Span;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each fault of a link does to connections over it. */
final class LinkFaultsTest {
    private static final Link THERE = new Link(0, 1);
    private static final Link BACK = new Link(1, 0);
    private static final LinkFault BLACKHOLE = new LinkFault.Blackhole(Duration.ofSeconds(3));

    private final Scene scene = Scene.of(3);
    private final Connection connection = scene.connect(0, 1);

    @Test
    void a_frame_arrives_after_the_latency_of_its_link() {
        scene.news();

        connection.send(text("hello"));

        scene.run(MILLISECOND - 1);
        assertThat(scene.news()).isEmpty();
        scene.run(1);
        assertThat(scene.news()).containsExactly("n1 hello");
    }

    @Test
    void a_stall_delivers_everything_in_order_when_it_ends() {
        scene.news();
        connection.send(text("on its way"));
        begin(new LinkFault.Stall(), THERE);
        connection.send(text("sent meanwhile"));
        connection.close();
        scene.run(60 * SECOND);
        assertThat(scene.news()).containsExactly("n0 LOCAL");

        scene.world.links().end(1);
        scene.run(MILLISECOND);

        assertThat(scene.news()).containsExactly("n1 on its way", "n1 sent meanwhile", "n1 END");
    }

    @Test
    void a_fault_of_one_direction_lets_the_other_pass() {
        scene.news();
        begin(new LinkFault.Stall(), BACK);

        connection.send(text("echo"));
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("n1 echo");
    }

    @Test
    void what_two_stalls_hold_back_waits_for_both() {
        scene.news();
        scene.world.links().begin(1, new LinkFault.Stall(), Set.of(THERE));
        scene.world.links().begin(2, new LinkFault.Stall(), Set.of(THERE, BACK));
        connection.send(text("hello"));
        scene.run(SECOND);
        scene.world.links().end(1);
        scene.run(SECOND);
        assertThat(scene.news()).isEmpty();

        scene.world.links().end(2);
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("n1 hello");
    }

    @Test
    void a_connection_that_lost_something_times_out_at_both_ends_after_silence() {
        scene.news();
        begin(BLACKHOLE, THERE);
        connection.send(text("lost"));
        scene.world.at(scene.world.nanos() + SECOND, () -> scene.world.links().end(1));
        scene.world.at(scene.world.nanos() + 2 * SECOND, () -> connection.send(text("never carries a frame again")));

        scene.run(3 * SECOND - 1);
        assertThat(scene.news()).isEmpty();
        scene.run(1);

        assertThat(scene.news()).containsExactlyInAnyOrder("n0 TIMEOUT", "n1 TIMEOUT");
    }

    @Test
    void a_blackhole_that_lasts_longer_than_the_silence_is_noticed_at_its_end() {
        scene.news();
        begin(BLACKHOLE, THERE);
        connection.send(text("lost"));
        scene.run(30 * SECOND);
        assertThat(scene.news()).isEmpty();

        scene.world.links().end(1);
        scene.run(0);

        assertThat(scene.news()).containsExactlyInAnyOrder("n0 TIMEOUT", "n1 TIMEOUT");
    }

    @Test
    void a_connection_that_lost_nothing_survives_a_blackhole() {
        scene.news();
        begin(BLACKHOLE, THERE);
        scene.run(30 * SECOND);
        scene.world.links().end(1);

        connection.send(text("hello"));
        scene.run(SECOND);

        assertThat(scene.news()).containsExactly("n1 hello");
    }

    @Test
    void what_is_on_its_way_is_lost_in_a_blackhole() {
        scene.news();
        connection.send(text("on its way"));
        begin(BLACKHOLE, THERE);
        scene.run(10 * MILLISECOND);
        scene.world.links().end(1);

        scene.run(10 * SECOND);

        assertThat(scene.news()).containsExactlyInAnyOrder("n0 TIMEOUT", "n1 TIMEOUT");
    }

    @Test
    void what_is_sent_just_before_a_blackhole_ends_is_lost_too() {
        scene.news();
        begin(BLACKHOLE, THERE);
        connection.send(text("lost"));
        scene.world.links().end(1);

        scene.run(10 * SECOND);

        assertThat(scene.news()).containsExactlyInAnyOrder("n0 TIMEOUT", "n1 TIMEOUT");
    }

    @Test
    void a_request_to_connect_that_is_lost_times_out() {
        begin(BLACKHOLE, new Link(0, 2));
        scene.world.at(SECOND, () -> scene.world.links().end(1));
        scene.news();

        scene.begin(0, 2);
        scene.run(10 * SECOND);

        assertThat(scene.news()).containsExactly("n0 TIMEOUT");
    }

    @Test
    void a_refusal_breaks_connections_off_and_lets_none_in_until_it_ends() {
        scene.news();

        begin(new LinkFault.Refuse(), THERE);

        scene.run(SECOND);
        assertThat(scene.news()).containsExactlyInAnyOrder("n0 RESET", "n1 RESET");
        scene.connect(0, 1);
        scene.connect(1, 0);
        assertThat(scene.news()).containsExactly("n0 REFUSED", "n1 REFUSED");
        scene.world.links().end(1);
        scene.connect(0, 1);
        assertThat(scene.news()).containsExactly("n1 open", "n0 open");
    }

    @Test
    void a_reset_breaks_connections_off_and_lets_new_ones_in_at_once() {
        Scene three = scene;
        three.connect(0, 2);
        three.news();
        connection.send(text("lost"));

        begin(new LinkFault.Reset(), BACK);
        three.connect(0, 1);

        assertThat(three.news()).containsExactlyInAnyOrder("n0 RESET", "n1 RESET", "n1 open", "n0 open");
    }

    @Test
    void a_delay_is_drawn_anew_for_each_frame_and_keeps_their_order() {
        scene.news();
        begin(new LinkFault.Delay(Span.of(Duration.ofMillis(50), Duration.ofMillis(90))), THERE);

        for (int i = 0; i < 20; i++) {
            connection.send(text("frame " + i));
        }

        scene.run(51 * MILLISECOND - 1);
        assertThat(scene.news()).isEmpty();
        scene.run(40 * MILLISECOND + 1);
        assertThat(scene.news())
                .hasSize(20)
                .startsWith("n1 frame 0", "n1 frame 1")
                .endsWith("n1 frame 19");
    }

    @Test
    void a_throttle_lets_so_many_bytes_a_second_pass() {
        scene.news();
        begin(new LinkFault.Throttle(1_000), THERE);

        connection.send(text("x".repeat(500)));
        connection.send(text("y".repeat(500)));

        scene.run(501 * MILLISECOND);
        assertThat(scene.news()).containsExactly("n1 " + "x".repeat(500));
        scene.run(499 * MILLISECOND);
        assertThat(scene.news()).containsExactly("n0 room");
        scene.run(MILLISECOND);
        assertThat(scene.news()).containsExactly("n1 " + "y".repeat(500));
    }

    @Test
    void what_a_throttle_has_piled_up_arrives_when_it_ends() {
        scene.news();
        begin(new LinkFault.Throttle(1), THERE);
        connection.send(text("x".repeat(500)));
        connection.send(text("hello"));
        scene.run(SECOND);

        scene.world.links().end(1);
        connection.send(text("later"));
        scene.run(2 * MILLISECOND);

        assertThat(scene.news()).containsExactly("n1 " + "x".repeat(500), "n1 hello", "n1 later");
    }

    @Test
    void a_frame_in_slices_arrives_with_its_last_piece() {
        scene.news();
        begin(new LinkFault.Slice(10, Duration.ofMillis(5)), THERE);

        connection.send(text("x".repeat(31)));
        connection.send(text("short"));

        scene.run(16 * MILLISECOND - 1);
        assertThat(scene.news()).isEmpty();
        scene.run(1);
        assertThat(scene.news()).containsExactly("n1 " + "x".repeat(31), "n1 short");
    }

    @Test
    void a_fault_ends_once_and_one_that_never_was_does_not() {
        begin(new LinkFault.Stall(), THERE);
        scene.world.links().end(1);

        scene.world.links().end(1);
        scene.world.links().end(99);

        connection.send(text("hello"));
        scene.run(SECOND);
        assertThat(scene.news()).contains("n1 hello");
    }

    @Test
    void an_id_in_use_cannot_name_another_fault() {
        begin(new LinkFault.Stall(), THERE);

        assertThatThrownBy(() -> begin(new LinkFault.Stall(), BACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("link fault 1 has begun already");
    }

    @Test
    void whoever_changes_a_frame_after_sending_it_is_found() {
        scene.news();
        var frame = text("before");
        connection.send(frame);

        frame.put(0, (byte) 'B');
        scene.run(SECOND);

        assertThat(scene.world.isUp(1)).isFalse();
    }

    @Test
    void a_connection_has_room_again_when_half_of_it_was_handed_over() {
        scene.news();
        connection.send(text("x".repeat(999)));
        assertThat(connection.isWritable()).isTrue();
        connection.send(text("y"));
        assertThat(connection.isWritable()).isFalse();

        scene.run(2 * MILLISECOND);

        assertThat(connection.isWritable()).isTrue();
        assertThat(scene.news()).containsExactly("n1 " + "x".repeat(999), "n1 y", "n0 room");
    }

    private void begin(LinkFault fault, Link link) {
        scene.world.links().begin(1, fault, Set.of(link));
    }
}
