package io.waybill.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final UUID TOPIC = new UUID(0x1234_5678_9abc_def0L, 42);

    @Test
    void every_partition_has_one_owner_whoever_looks() {
        for (int partition = 0; partition < 20; partition++) {
            int number = partition;
            List<Integer> owners = IntStream.range(0, 3)
                    .filter(loop -> new Ownership(loop, 3).isMine(TOPIC, number))
                    .boxed()
                    .toList();

            assertThat(owners).containsExactly(new Ownership(0, 3).ownerOf(TOPIC, number));
        }
    }

    @Test
    void the_partitions_of_a_topic_go_round_the_loops() {
        var ownership = new Ownership(0, 3);
        int first = ownership.ownerOf(TOPIC, 0);

        for (int partition = 0; partition < 9; partition++) {
            assertThat(ownership.ownerOf(TOPIC, partition)).isEqualTo((first + partition) % 3);
        }
    }

    @Test
    void the_first_partitions_of_topics_are_spread_too() {
        var random = Randomness.ofSeed(1);
        int[] owned = new int[2];
        for (int i = 0; i < 1_000; i++) {
            owned[new Ownership(0, 2).ownerOf(new UUID(random.nextLong(), random.nextLong()), 0)]++;
        }

        assertThat(owned[0]).isBetween(400, 600);
    }

    @Test
    void the_only_loop_owns_everything() {
        assertThat(Ownership.ALL.isMine(TOPIC, 7)).isTrue();
        assertThat(Ownership.ALL.isMine(new UUID(-1, 0), 0)).isTrue();
    }
}
