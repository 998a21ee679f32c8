package io.waybill.log.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.log.batch.LogRecord.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes were written once with kafka-clients 4.4.0, {@code MemoryRecords}, from the same records. */
class RecordBatchTest {

    private static final String PLAIN = "00000000000004d20000005700000007029c33607b00000000000200000000000003e8000000"
            + "00000005dcffffffffffffffffffffffffffff000000032000000004616202310402680278026e011600c7010201087a7765690"
            + "01000e80704026b0100";
    private static final String IDEMPOTENT = "000000000000000000000043000000030202526a8c00000000000100000000000000050"
            + "0000000000000060000000000000fa100020000001100000002100000000261026200100002020263026400";
    private static final String TRANSACTIONAL = "00000000000000090000003a0000000002117835e20010000000000000000000000"
            + "00500000000000000050000000000000fa100027fffffff00000001100000000261026200";
    private static final String COMMIT = "000000000000002c00000042000000050209683a4900300000000000000000000003090000"
            + "0000000003090000000000000fa10002ffffffff000000012000000008000000010c00000000000c00";
    private static final String ABORT = "000000000000002c000000420000000502fd56ec01003000000000000000000000030900000"
            + "000000003090000000000000fa10002ffffffff000000012000000008000000000c00000000000c00";
    private static final String GZIP = "0000000000000000000000570000000302e9ae34520001000000010000000000000005000000"
            + "00000000060000000000000fa1000200000011000000021f8b08000000000000ff13606060604a644a6210606062624a664a610"
            + "0005666e1b812000000";

    @Test
    void plain_records_are_written_as_kafka_writes_them() {
        ByteBuffer batch = new BatchBuilder()
                .baseOffset(1234)
                .leaderEpoch(7)
                .add(1000, bytes("ab"), bytes("1"), List.of(new Header("h", bytes("x")), new Header("n", null)))
                .add(900, null, bytes("zwei"))
                .add(1500, bytes("k"), null)
                .build();

        assertThat(hex(batch)).isEqualTo(PLAIN);
    }

    @Test
    void plain_records_are_read_as_kafka_wrote_them() {
        List<LogRecord> records = batch(PLAIN).records();

        assertThat(records)
                .containsExactly(
                        new LogRecord(
                                1234,
                                1000,
                                bytes("ab"),
                                bytes("1"),
                                List.of(new Header("h", bytes("x")), new Header("n", null))),
                        new LogRecord(1235, 900, null, bytes("zwei"), List.of()),
                        new LogRecord(1236, 1500, bytes("k"), null, List.of()));
    }

    @Test
    void batches_of_producers_are_written_as_kafka_writes_them() {
        ByteBuffer idempotent = new BatchBuilder()
                .producer(4001, (short) 2, 17)
                .leaderEpoch(3)
                .add(5, bytes("a"), bytes("b"))
                .add(6, bytes("c"), bytes("d"))
                .build();
        ByteBuffer transactional = new BatchBuilder()
                .producer(4001, (short) 2, Integer.MAX_VALUE)
                .transactional()
                .baseOffset(9)
                .leaderEpoch(0)
                .add(5, bytes("a"), bytes("b"))
                .build();

        assertThat(hex(idempotent)).isEqualTo(IDEMPOTENT);
        assertThat(hex(transactional)).isEqualTo(TRANSACTIONAL);
    }

    @Test
    void markers_are_written_as_kafka_writes_them() {
        ByteBuffer commit = new ControlMarker(true, 12).batch(4001, (short) 2, 777);
        ByteBuffer abort = new ControlMarker(false, 12).batch(4001, (short) 2, 777);
        for (ByteBuffer marker : List.of(commit, abort)) {
            new RecordBatch(marker).stampBaseOffset(44);
            new RecordBatch(marker).stampLeaderEpoch(5);
        }

        assertThat(hex(commit)).isEqualTo(COMMIT);
        assertThat(hex(abort)).isEqualTo(ABORT);
        assertThat(batch(ABORT).marker()).isEqualTo(new ControlMarker(false, 12));
    }

    @Test
    void a_compressed_batch_shows_its_header_alone() {
        RecordBatch batch = batch(GZIP);

        assertThat(batch.check()).isEqualTo(BatchCheck.SOUND);
        assertThat(batch.compression()).isEqualTo(1);
        assertThat(batch.lastOffset()).isEqualTo(1);
        assertThat(batch.lastSequence()).isEqualTo(18);
        assertThatThrownBy(batch::records).hasMessageContaining("are compressed");
    }

    @Test
    void records_are_compressed_by_whom_the_builder_asks() {
        ByteBuffer batch = new BatchBuilder().add(5, null, bytes("abc")).build(4, plain -> plain);

        assertThat(new RecordBatch(batch).compression()).isEqualTo(4);
        assertThat(new RecordBatch(batch).check()).isEqualTo(BatchCheck.SOUND);
    }

    @Test
    void every_changed_bit_under_the_checksum_is_seen() {
        byte[] sound = HexFormat.of().parseHex(PLAIN);
        for (int bit = RecordBatch.MAGIC_AT * 8; bit < sound.length * 8; bit++) {
            byte[] bytes = sound.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);

            BatchCheck check = new RecordBatch(ByteBuffer.wrap(bytes)).check();

            assertThat(check).as("bit %d", bit).isNotEqualTo(BatchCheck.SOUND);
        }
    }

    @Test
    void every_batch_that_is_cut_short_is_seen() {
        byte[] sound = HexFormat.of().parseHex(PLAIN);
        for (int length = 0; length < sound.length; length++) {
            BatchCheck check = new RecordBatch(ByteBuffer.wrap(sound, 0, length)).check();

            assertThat(check).as("%d bytes", length).isEqualTo(BatchCheck.CUT_SHORT);
        }
    }

    @Test
    void offset_and_epoch_are_outside_the_checksum_and_the_time_is_not() {
        RecordBatch batch = batch(PLAIN);

        batch.stampBaseOffset(7);
        batch.stampLeaderEpoch(9);
        batch.stampAppendTime(4711);

        assertThat(batch.check()).isEqualTo(BatchCheck.SOUND);
        assertThat(batch.records()).extracting(LogRecord::offset).containsExactly(7L, 8L, 9L);
        assertThat(batch.records()).extracting(LogRecord::timestamp).containsOnly(4711L);
    }

    @Test
    void sequences_go_on_with_0_after_the_largest() {
        ByteBuffer bytes = new BatchBuilder()
                .producer(1, (short) 0, Integer.MAX_VALUE)
                .add(5, null, null)
                .add(5, null, null)
                .build();

        assertThat(new RecordBatch(bytes).lastSequence()).isZero();
    }

    @Test
    void records_that_are_not_as_the_header_says_are_named() {
        RecordBatch batch = batch(PLAIN);
        ByteBuffer bytes = batch.bytes();
        bytes.putInt(RecordBatch.COUNT_AT, 2);

        assertThatThrownBy(new RecordBatch(bytes)::records)
                .hasMessage("batch of offset 1234 must have 2 records, has 3");
        assertThatThrownBy(new RecordBatch(bytes)::checkRecords)
                .hasMessage("batch of offset 1234 must have 2 records, has 3");
    }

    @Test
    void numbers_of_every_size_come_back() {
        ByteBuffer bytes = ByteBuffer.allocate(10);
        for (int shift = 0; shift < 64; shift++) {
            for (long number : new long[] {1L << shift, -(1L << shift), (1L << shift) - 1}) {
                Varint.write(bytes.clear(), number);

                assertThat(bytes.position()).isEqualTo(Varint.sizeOf(number));
                assertThat(Varint.read(bytes.flip())).isEqualTo(number);
            }
        }
    }

    private static RecordBatch batch(String hex) {
        return new RecordBatch(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
