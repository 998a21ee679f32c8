package io.waybill.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.client.world.Produced;
import io.waybill.environment.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionerTest {

    /** The values of Kafka's own test of its hash. */
    @ParameterizedTest
    @CsvSource({
        "21, -973932308",
        "foobar, -790332482",
        "a-little-bit-long-string, -985981536",
        "a-little-bit-longer-string, -1486304829",
        "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
        "abc, 479470107"
    })
    void the_hash_is_kafkas(String key, int hash) {
        assertThat(Murmur2.hash(key.getBytes(StandardCharsets.UTF_8))).isEqualTo(hash);
    }

    @Test
    void a_key_has_one_partition() {
        var partitioner = new KeyPartitioner(Randomness.ofSeed(1));

        int partition = partitioner.partition("t", "21".getBytes(StandardCharsets.UTF_8), 7);

        assertThat(partition).isEqualTo((-973932308 & Integer.MAX_VALUE) % 7);
    }

    @Test
    void without_a_key_it_sticks_until_a_batch_is_complete_and_then_takes_another() {
        var partitioner = new KeyPartitioner(Randomness.ofSeed(1));

        for (int i = 0; i < 20; i++) {
            int before = partitioner.partition("t", null, 4);
            assertThat(partitioner.partition("t", null, 4)).isEqualTo(before);
            partitioner.onBatchComplete("t", before);
            assertThat(partitioner.partition("t", null, 4)).isNotEqualTo(before);
        }
    }

    @Test
    void the_end_of_another_partitions_batch_changes_nothing() {
        var partitioner = new KeyPartitioner(Randomness.ofSeed(1));
        int before = partitioner.partition("t", null, 4);

        partitioner.onBatchComplete("t", (before + 1) % 4);

        assertThat(partitioner.partition("t", null, 4)).isEqualTo(before);
    }

    @Test
    void records_without_a_key_reach_every_partition_even_when_each_is_sent_alone() {
        var bench = Bench.of();
        bench.world.topic("many", 0, 0, 0);
        var reached = new TreeSet<Integer>();
        for (int i = 0; i < 12; i++) {
            bench.sendTo("many", "v" + i);
            bench.world.runFor(100);
            var produced = Produced.next(bench.world.broker(0));
            produced.ok(i);
            bench.world.runFor(5);
            bench.results.forEach((value, result) -> result.match(ok -> reached.add(ok.partition()), f -> 0, u -> 0));
        }

        assertThat(reached).containsExactly(0, 1, 2);
    }
}
