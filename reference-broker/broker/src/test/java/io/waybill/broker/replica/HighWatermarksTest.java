package io.waybill.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.broker.world.SmallWorld;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is written down of high watermarks, and what a crash leaves of that. */
class HighWatermarksTest {

    private static final TopicPartition ONE = new TopicPartition(new UUID(1, 1), "a", 0);
    private static final TopicPartition OTHER = new TopicPartition(new UUID(1, 1), "a", 10);

    private final SmallWorld world = new SmallWorld(1);
    private HighWatermarks file = open();

    private HighWatermarks open() {
        var opened = new HighWatermarks(world.start(1));
        opened.read();
        world.runFor(1_000_000_000);
        return opened;
    }

    private void crash() {
        world.kill(1);
        file = open();
    }

    private static SortedMap<TopicPartition, Long> both(long one, long other) {
        var now = new TreeMap<TopicPartition, Long>();
        now.put(ONE, one);
        now.put(OTHER, other);
        return now;
    }

    @Test
    void what_was_written_is_there_after_a_crash() {
        assertThat(file.of(ONE)).isEqualTo(-1);

        file.write(both(3, 4), this::crash);
        world.runFor(1_000_000_000);

        assertThat(file.of(ONE)).isEqualTo(3);
        assertThat(file.of(OTHER)).isEqualTo(4);
    }

    @Test
    void what_was_taken_back_does_not_return() {
        file.write(both(100, 7), () -> {});
        world.runFor(1_000_000_000);

        file.lower(ONE, 40, this::crash);
        world.runFor(1_000_000_000);

        assertThat(file.of(ONE)).isEqualTo(40);
        assertThat(file.of(OTHER)).isEqualTo(7);
    }

    @Test
    void it_is_taken_back_though_more_is_on_its_way_to_the_disk() {
        file.write(both(40, 7), () -> {});
        world.runFor(1_000_000_000);
        file.write(both(100, 7), () -> {});

        file.lower(ONE, 40, this::crash);
        world.runFor(1_000_000_000);

        assertThat(file.of(ONE)).isEqualTo(40);
    }

    @Test
    void it_is_not_taken_back_before_what_is_less_is_on_the_disk() {
        file.write(both(100, 7), () -> {});
        world.runFor(1_000_000_000);
        file.write(both(50, 7), () -> {});

        file.lower(ONE, 60, this::crash);
        world.runFor(1_000_000_000);

        assertThat(file.of(ONE)).isEqualTo(50);
    }

    @Test
    void what_is_as_low_already_is_taken_back_at_once() {
        file.write(both(3, 4), () -> {});
        world.runFor(1_000_000_000);
        var done = new int[1];

        file.lower(ONE, 3, () -> done[0]++);

        assertThat(done[0]).isEqualTo(1);
    }

    @Test
    void a_file_that_is_damaged_says_nothing() {
        world.kill(1);
        world.disk(1).put("high-watermarks", "nonsense\n".getBytes(StandardCharsets.UTF_8));

        file = open();

        assertThat(file.of(ONE)).isEqualTo(-1);
    }
}
