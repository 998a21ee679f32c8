package io.waybill.benchmark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.benchmark.broker.Load.Acks;
import io.waybill.benchmark.broker.Load.Compression;
import io.waybill.benchmark.broker.SessionPlan.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

final class LoadsTest {

    @Test
    void no_two_loads_have_the_same_name() {
        assertThat(Loads.standard()).extracting(Load::name).doesNotHaveDuplicates();
        assertThat(Loads.full()).extracting(Load::name).doesNotHaveDuplicates();
    }

    @Test
    void the_full_set_has_each_combination_and_the_standard_set_is_a_part_of_it() {
        List<Load> full = Loads.full();

        assertThat(full).containsAll(Loads.standard());
        assertThat(full).filteredOn(load -> load.kind() == Load.Kind.PRODUCE).hasSize(2 * 2 * 3 * 2 + 1);
    }

    @Test
    void words_choose_loads_by_their_names() {
        List<Load> chosen = SessionPlan.of(Extent.STANDARD, List.of(1), 1, List.of("100 partitions", "LATENCY"))
                .loads();

        assertThat(chosen)
                .extracting(Load::name)
                .containsExactly(
                        "produce 100 B, acks=all, 100 partitions",
                        "latency 100 B, acks=1, 1 partition",
                        "latency 100 B, acks=all, 1 partition");
        assertThatThrownBy(() -> SessionPlan.of(Extent.STANDARD, List.of(1), 1, List.of("zstd")))
                .hasMessageContaining("zstd")
                .hasMessageContaining("consume 1 KiB, 10 partitions, lz4");
    }

    @Test
    void a_topic_is_read_by_the_load_that_it_was_written_for() {
        Load reading = Load.consume(100, 10, Compression.LZ4, 5);

        assertThat(Load.produce(100, 10, Acks.ALL, Compression.LZ4, 5).writes(reading))
                .isTrue();
        assertThat(Load.produce(100, 10, Acks.ALL, Compression.LZ4, 6).writes(reading))
                .isFalse();
        assertThat(Load.produce(100, 10, Acks.ONE, Compression.LZ4, 5).writes(reading))
                .isFalse();
        assertThat(Load.produce(100, 10, Acks.ALL, Compression.LZ4, 5).flushed().writes(reading))
                .isFalse();
    }

    @Test
    void payloads_have_their_size_and_can_be_compressed_but_not_to_nothing() throws IOException {
        var payloads = new Payloads(100);
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            for (int record = 0; record < 1000; record++) {
                assertThat(payloads.get(record)).hasSize(100);
                deflater.write(payloads.get(record));
            }
        }

        assertThat(packed.size()).isBetween(20_000, 80_000);
    }
}
