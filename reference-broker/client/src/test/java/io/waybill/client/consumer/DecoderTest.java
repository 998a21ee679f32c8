package io.waybill.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.client.config.ProducerSettings;
import io.waybill.client.producer.Producer;
import io.waybill.client.producer.ProducerListener;
import io.waybill.client.producer.ProducerRecord;
import io.waybill.client.producer.Serializer;
import io.waybill.client.world.Fetched;
import io.waybill.client.world.Produced;
import io.waybill.client.world.World;
import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.ControlMarker;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.wire.compression.Codec;
import io.waybill.wire.message.FetchResponse.AbortedTransaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DecoderTest {

    private final Assigned at = new Assigned(new TopicPart("t", 0), 0);

    private Decoder.Decoded decode(ByteBuffer bytes, AbortedTransaction... aborted) {
        return Decoder.decode(at, bytes, List.of(aborted), true, true);
    }

    private static List<Long> offsets(Decoder.Decoded decoded) {
        return decoded.records().stream().map(ConsumerRecord::offset).toList();
    }

    private static ByteBuffer transactional(long offset, long producerId) {
        return new BatchBuilder()
                .baseOffset(offset)
                .leaderEpoch(3)
                .producer(producerId, (short) 0, 0)
                .transactional()
                .add(1, null, ByteBuffer.wrap(new byte[] {1}))
                .build();
    }

    private static ByteBuffer marker(long offset, long producerId, boolean commit) {
        var batch = new ControlMarker(commit, 0).batch(producerId, (short) 0, 1);
        new RecordBatch(batch).stampBaseOffset(offset);
        return batch;
    }

    @Test
    void a_last_batch_that_is_cut_short_comes_with_the_next_fetch() {
        var whole = Fetched.batch(0, 2, 1);
        for (int left = 0; left < 70; left++) {
            var next = Fetched.batch(2, 2, 1);
            next.limit(Math.min(left, next.limit() - 1));

            var decoded = decode(Fetched.together(whole, next));

            assertThat(offsets(decoded)).as("%d bytes more", left).containsExactly(0L, 1L);
            assertThat(decoded.nextOffset()).isEqualTo(2);
            assertThat(decoded.lastEpoch()).isEqualTo(1);
        }
    }

    @Test
    void a_flipped_bit_is_found_where_it_is_looked_for() {
        var bytes = Fetched.batch(0, 1, 0);
        bytes.put(bytes.limit() - 2, (byte) ~bytes.get(bytes.limit() - 2));

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(Decoder.CorruptException.class)
                .hasMessageContaining("offset 0");
        assertThat(offsets(Decoder.decode(at, bytes, List.of(), true, false))).containsExactly(0L);
    }

    @Test
    void a_length_that_cannot_be_is_damage() {
        var bytes = Fetched.batch(0, 1, 0);
        bytes.putInt(8, 3);

        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(Decoder.CorruptException.class);
    }

    @Test
    void markers_are_passed_over() {
        var decoded = decode(Fetched.together(transactional(0, 9), marker(1, 9, true), Fetched.batch(2, 1, 4)));

        assertThat(offsets(decoded)).containsExactly(0L, 2L);
        assertThat(decoded.nextOffset()).isEqualTo(3);
        assertThat(decoded.lastEpoch()).isEqualTo(4);
    }

    @Test
    void only_markers_move_the_offset_too() {
        var decoded = decode(marker(0, 9, true));

        assertThat(decoded.records()).isEmpty();
        assertThat(decoded.nextOffset()).isEqualTo(1);
    }

    @Test
    void an_aborted_transaction_is_not_handed_out_and_the_next_of_its_producer_is() {
        var log = Fetched.together(
                transactional(0, 9),
                transactional(1, 8),
                marker(2, 9, false),
                transactional(3, 9),
                marker(4, 9, true),
                marker(5, 8, true));

        assertThat(offsets(decode(log, new AbortedTransaction(9, 0)))).containsExactly(1L, 3L);
    }

    @Test
    void an_aborted_transaction_ends_at_its_own_marker() {
        var log = Fetched.together(
                transactional(0, 9),
                transactional(1, 8),
                marker(2, 8, false),
                transactional(3, 9),
                marker(4, 9, false),
                transactional(5, 8));

        assertThat(offsets(decode(log, new AbortedTransaction(9, 0), new AbortedTransaction(8, 1))))
                .containsExactly(5L);
    }

    @Test
    void who_reads_uncommitted_is_given_all() {
        var log = Fetched.together(transactional(0, 9), marker(1, 9, false));

        var decoded = Decoder.decode(at, log, List.of(new AbortedTransaction(9, 0)), false, true);

        assertThat(offsets(decoded)).containsExactly(0L);
    }

    /** From a send to what a consumer is given. */
    @ParameterizedTest
    @EnumSource(Codec.class)
    void what_is_produced_comes_back(Codec codec) {
        var world = new World(1);
        world.topic("t", 0);
        var producer = new Producer<String, String>(
                world,
                world.bootstrap(),
                ProducerSettings.of(Map.of("compression.type", codec.configName(), "linger.ms", "50")),
                Producer.Pipeline.of(world, Serializer.TEXT, Serializer.TEXT),
                ProducerListener.NONE);
        var header = new LogRecord.Header("from", ByteBuffer.wrap(new byte[] {1, 2}));
        var empty = new LogRecord.Header("none", null);
        producer.send(
                new ProducerRecord<>("t", 0, 5_000, "key", "größer".repeat(50), List.of(header, empty)), result -> {});
        producer.send(new ProducerRecord<>("t", 0, 4_000, null, null, List.of()), result -> {});
        world.runFor(300);
        var bytes = Produced.next(world.broker(0)).batch().bytes();

        var records = decode(bytes).records();

        assertThat(new RecordBatch(bytes).compression()).isEqualTo(codec.id());
        assertThat(records).hasSize(2);
        var first = records.get(0);
        assertThat(first.key()).asString(StandardCharsets.UTF_8).isEqualTo("key");
        assertThat(first.value()).asString(StandardCharsets.UTF_8).isEqualTo("größer".repeat(50));
        assertThat(first.timestampMillis()).isEqualTo(5_000);
        assertThat(first.headers()).containsExactly(header, empty);
        assertThat(records.get(1).key()).isNull();
        assertThat(records.get(1).value()).isNull();
        assertThat(records.get(1).offset()).isEqualTo(1);
        assertThat(records.get(1).timestampMillis()).isEqualTo(4_000);
    }
}
