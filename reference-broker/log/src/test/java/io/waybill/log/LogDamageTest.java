package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.file.LogFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What recovery takes for a crash, and what it does not. */
class LogDamageTest {

    private static final String FIRST = "orders-0.00000000000000000000.log";
    private static final int BATCH_BYTES = 71;
    private static final int OFFSET_AND_EPOCH_BYTES = 16;

    @Test
    void every_cut_of_the_last_segment_leaves_the_batches_that_are_whole() {
        List<String> all = written(6, false).open().contents();
        byte[] segment = written(6, false).disk.bytesOf(FIRST);
        for (int length = 0; length <= segment.length; length++) {
            LogBench bench = written(6, false);
            bench.disk.put(FIRST, Arrays.copyOf(segment, length));

            bench.open();

            int whole = length / BATCH_BYTES;
            assertThat(bench.contents()).as("cut at %d", length).isEqualTo(all.subList(0, whole));
            assertThat(bench.log.recovery().truncatedBytes()).isEqualTo(length % BATCH_BYTES);
            assertThat(bench.append(9, "next")).isEqualTo(whole);
            assertThat(bench.contents()).hasSize(whole + 1);
        }
    }

    @Test
    void every_cut_below_the_recovery_point_is_corruption() {
        byte[] segment = written(6, true).disk.bytesOf(FIRST);
        for (int length = 0; length < segment.length; length++) {
            LogBench bench = written(6, true);
            bench.disk.put(FIRST, Arrays.copyOf(segment, length));

            LogFailure failure = bench.tryOpen();

            assertThat(failure).as("cut at %d", length).isNotNull();
            assertThat(failure.kind()).isEqualTo(LogFailure.Kind.CORRUPT);
            assertThat(bench.disk.bytesOf(FIRST)).as("nothing is changed").hasSize(length);
        }
    }

    @Test
    void every_changed_bit_is_found_or_cuts_the_tail_or_is_of_an_epoch() {
        List<String> all = written(6, false).open().contents();
        byte[] segment = written(6, false).disk.bytesOf(FIRST);
        for (int bit = 0; bit < segment.length * 8; bit++) {
            LogBench bench = written(6, false);
            byte[] changed = segment.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            bench.disk.put(FIRST, changed);

            LogFailure failure = bench.tryOpen();

            if (failure == null) {
                int place = bit / 8 % BATCH_BYTES;
                boolean epoch = place >= 12 && place < OFFSET_AND_EPOCH_BYTES; // Kafka's checksum leaves it out.
                boolean inLast = bit / 8 / BATCH_BYTES == 5;
                assertThat(epoch || inLast).as("bit %d", bit).isTrue();
                assertThat(values(bench.contents())).isEqualTo(values(all.subList(0, epoch ? 6 : 5)));
            } else {
                assertThat(failure.kind()).isEqualTo(LogFailure.Kind.CORRUPT);
                assertThat(failure.detail()).contains(FIRST + " at byte ");
            }
        }
    }

    @Test
    void every_changed_bit_of_a_closed_log_is_found_when_it_is_read() {
        LogBench written = written(6, true).open().close();
        List<String> all = written.open().contents();
        byte[] segment = written.close().disk.bytesOf(FIRST);
        for (int bit = 0; bit < segment.length * 8; bit += 3) {
            byte[] changed = segment.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            written.disk.put(FIRST, changed);
            written.open();

            List<String> read = new ArrayList<>();
            for (long offset = 0; offset < 6; offset++) {
                LogRead answer = written.answer(ask(written, offset), false);
                read.add(
                        answer == null
                                ? "corrupt"
                                : LogBench.records(answer.batches()).get(0));
            }

            int place = bit / 8 % BATCH_BYTES;
            boolean epoch = place >= 12 && place < OFFSET_AND_EPOCH_BYTES;
            assertThat(read.contains("corrupt")).as("bit %d", bit).isEqualTo(!epoch);
            read.removeIf("corrupt"::equals);
            assertThat(values(all)).containsAll(values(read));
            written.disk.killProcess();
            written.disk.put(FIRST, segment);
            written.open().close();
        }
    }

    @Test
    void a_sound_batch_behind_an_unsound_one_is_no_torn_tail() {
        LogBench bench = written(6, false);
        byte[] segment = bench.disk.bytesOf(FIRST);
        segment[2 * BATCH_BYTES + 70] ^= 1;
        bench.disk.put(FIRST, segment);

        LogFailure failure = bench.tryOpen();

        assertThat(failure)
                .hasToString("log orders-0 is corrupt: " + FIRST + " at byte 142: batch of offset 2 does not"
                        + " match its checksum, but a sound batch follows at byte 213");
    }

    @Test
    void a_segment_that_is_missing_is_corruption() {
        LogBench bench = written(40, true);
        String second = bench.disk.files().stream()
                .filter(name -> name.endsWith(".log") && !name.equals(FIRST))
                .findFirst()
                .orElseThrow();
        bench.disk.remove(second);

        LogFailure failure = bench.tryOpen();

        assertThat(failure.detail()).contains("the next segment begins at");
    }

    @Test
    void damage_of_what_can_be_rebuilt_is_repaired() {
        for (String ending : List.of(".index", ".snapshot", ".epochs")) {
            LogBench bench = written(40, true).open();
            List<String> all = bench.contents();
            String epochs = bench.log.epochs();
            bench.close();
            for (String name : bench.disk.files()) {
                if (name.endsWith(ending)) {
                    byte[] bytes = bench.disk.bytesOf(name);
                    bytes[bytes.length / 2] ^= 4;
                    bench.disk.put(name, bytes);
                }
            }

            bench.open();

            assertThat(bench.contents()).as(ending).isEqualTo(all);
            assertThat(bench.log.epochs()).isEqualTo(epochs);
            assertThat(bench.log.producers()).hasSize(1);
        }
    }

    @Test
    void a_damaged_checkpoint_is_corruption() {
        LogBench bench = written(6, true);
        byte[] bytes = bench.disk.bytesOf("orders-0.checkpoint");
        bytes[20] ^= 1;
        bench.disk.put("orders-0.checkpoint", bytes);

        LogFailure failure = bench.tryOpen();

        assertThat(failure.detail()).isEqualTo("orders-0.checkpoint cannot be read");
    }

    /** A log of batches of one record and the same length, left by a crash that took nothing. */
    private static LogBench written(int batches, boolean checkpointed) {
        LogBench bench = LogBench.opened();
        for (int i = 0; i < batches; i++) {
            LogBench.appended(bench.produce(7, 0, i, i / 4, "abcd".substring(0, i % 2 + 1) + "x".repeat(2 - i % 2)));
        }
        bench.disk.run();
        if (checkpointed) {
            bench.checkpoint();
        }
        bench.disk.killProcess();
        return bench;
    }

    private static LogBench.AskedFor<LogRead> ask(LogBench bench, long offset) {
        return (done, failed) -> bench.log.read(new ReadRequest(offset, 1, Long.MAX_VALUE, true), done, failed);
    }

    private static List<String> values(List<String> contents) {
        List<String> values = new ArrayList<>();
        for (String one : contents) {
            values.add(one.substring(0, one.indexOf('@')) + one.substring(one.indexOf('=')));
        }
        return values;
    }
}
