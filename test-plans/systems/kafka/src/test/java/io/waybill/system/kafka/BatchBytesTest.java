package io.waybill.system.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/** A batch of the reference broker's builder has the bytes that Kafka's own has. */
final class BatchBytesTest {

    private static final long PRODUCER = 4_001;
    private static final short EPOCH = 3;

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text(text));
    }

    @Test
    void a_batch_with_everything_has_kafkas_bytes() {
        var kafkas = MemoryRecords.withIdempotentRecords(
                70,
                Compression.NONE,
                PRODUCER,
                EPOCH,
                12,
                5,
                new SimpleRecord(1_700_000_000_000L, text("key"), text("größer"), new Header[] {
                    new RecordHeader("from", text("here")), new RecordHeader("none", (byte[]) null)
                }),
                new SimpleRecord(1_699_999_999_000L, null, text("x".repeat(300)), new Header[0]),
                new SimpleRecord(1_700_000_100_000L, text("gone"), null, new Header[0]));

        var ours = new BatchBuilder()
                .baseOffset(70)
                .leaderEpoch(5)
                .producer(PRODUCER, EPOCH, 12)
                .add(
                        1_700_000_000_000L,
                        buffer("key"),
                        buffer("größer"),
                        List.of(new LogRecord.Header("from", buffer("here")), new LogRecord.Header("none", null)))
                .add(1_699_999_999_000L, null, buffer("x".repeat(300)))
                .add(1_700_000_100_000L, buffer("gone"), null)
                .build();

        assertThat(bytes(ours)).isEqualTo(bytes(kafkas.buffer()));
    }

    @Test
    void many_records_have_kafkas_bytes() {
        var records = new SimpleRecord[500];
        var builder = new BatchBuilder().producer(PRODUCER, EPOCH, 0).leaderEpoch(0);
        for (int i = 0; i < records.length; i++) {
            records[i] = new SimpleRecord(1_000L + i, text("k" + i), text("v".repeat(i)));
            builder.add(1_000L + i, buffer("k" + i), buffer("v".repeat(i)));
        }

        var kafkas = MemoryRecords.withIdempotentRecords(0, Compression.NONE, PRODUCER, EPOCH, 0, 0, records);

        assertThat(bytes(builder.build())).isEqualTo(bytes(kafkas.buffer()));
    }
}
