package io.waybill.wire.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each codec opens what Kafka's client packed, and is opened by it; what is broken is refused and costs little. */
final class CodecTest {

    private static final int HEADER_BYTES = 61;
    private static final int ATTRIBUTES_AT = 21;
    private static final int LENGTH_AT = 8;
    private static final int LENGTH_COUNTS_FROM = 12;
    private static final int CRC_AT = 17;
    private static final int LIMIT = 1 << 20;

    @ParameterizedTest
    @EnumSource(Codec.class)
    void records_survive(Codec codec) {
        for (int size : new int[] {0, 1, 100, 70_000}) {
            var plain = text(size);

            var opened = codec.decompress(codec.compress(plain), LIMIT);

            assertThat(opened).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void a_batch_of_kafkas_client_is_opened(Codec codec) {
        var batch = batchOf(codec);

        var opened = codec.decompress(batch.slice(HEADER_BYTES, batch.limit() - HEADER_BYTES), LIMIT);

        var plain = batchOf(Codec.NONE);
        assertThat(batch.getShort(ATTRIBUTES_AT) & 7).isEqualTo(codec.id());
        assertThat(opened).isEqualTo(plain.slice(HEADER_BYTES, plain.limit() - HEADER_BYTES));
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void a_batch_packed_here_is_opened_by_kafkas_client(Codec codec) {
        var plain = batchOf(Codec.NONE);
        var packed = codec.compress(plain.slice(HEADER_BYTES, plain.limit() - HEADER_BYTES));

        var batch = MemoryRecords.readableRecords(withRecords(plain, codec, packed));

        batch.batches().forEach(one -> one.ensureValid());
        assertThat(batch.records())
                .containsExactlyElementsOf(MemoryRecords.readableRecords(plain).records());
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void records_that_would_grow_too_large_are_refused(Codec codec) {
        var packed = codec.compress(ByteBuffer.allocate(LIMIT + 1));

        assertThatThrownBy(() -> codec.decompress(packed, LIMIT))
                .isInstanceOf(CorruptRecords.class)
                .hasMessageContaining(String.valueOf(LIMIT));
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void broken_records_are_refused_or_opened(Codec codec) {
        var intact = codec.compress(text(2_000));
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new SplittableRandom(seed);
            var broken =
                    ByteBuffer.allocate(intact.limit()).put(intact.duplicate()).flip();
            broken.put(random.nextInt(broken.limit()), (byte) random.nextInt());
            broken.limit(1 + random.nextInt(broken.limit()));

            var thrown = catchThrowable(() -> codec.decompress(broken, LIMIT));

            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isExactlyInstanceOf(CorruptRecords.class);
            }
        }
    }

    @Test
    void a_chunk_of_snappy_that_announces_gigabytes_is_refused() {
        var packed = Codec.SNAPPY.compress(text(100));
        packed.putInt(16, Integer.MAX_VALUE);

        assertThatThrownBy(() -> Codec.SNAPPY.decompress(packed, LIMIT))
                .isInstanceOf(CorruptRecords.class)
                .hasMessageContaining("announces a chunk of 2147483647 bytes");
    }

    @Test
    void a_codec_has_the_number_and_the_name_that_kafka_gives_it() {
        for (CompressionType theirs : CompressionType.values()) {
            var ours = Codec.of(theirs.id).orElseThrow();

            assertThat(ours.configName()).isEqualTo(theirs.name);
        }
        assertThat(Codec.of(CompressionType.values().length)).isEmpty();
    }

    private static ByteBuffer text(int size) {
        var bytes = ByteBuffer.allocate(size);
        IntStream.range(0, size).forEach(i -> bytes.put((byte) ('a' + i % 7 * (i % 11))));
        return bytes.flip();
    }

    private static ByteBuffer batchOf(Codec codec) {
        var records = IntStream.range(0, 50)
                .mapToObj(i -> new SimpleRecord(
                        1_000 + i, ("key" + i % 5).getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[i]))
                .toArray(SimpleRecord[]::new);
        return MemoryRecords.withRecords(
                        Compression.of(CompressionType.forId(codec.id())).build(), records)
                .buffer();
    }

    /** Returns the batch with other records, its length, attributes and checksum made to fit. */
    private static ByteBuffer withRecords(ByteBuffer batch, Codec codec, ByteBuffer records) {
        var changed = ByteBuffer.allocate(HEADER_BYTES + records.remaining());
        changed.put(batch.slice(0, HEADER_BYTES)).put(records.duplicate()).flip();
        changed.putInt(LENGTH_AT, changed.limit() - LENGTH_COUNTS_FROM);
        changed.putShort(ATTRIBUTES_AT, (short) codec.id());
        var crc = new java.util.zip.CRC32C();
        crc.update(changed.slice(ATTRIBUTES_AT, changed.limit() - ATTRIBUTES_AT));
        changed.putInt(CRC_AT, (int) crc.getValue());
        return changed;
    }
}
