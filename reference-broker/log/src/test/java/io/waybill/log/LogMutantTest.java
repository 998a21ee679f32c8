package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.AppendOutcome.Appended;
import io.waybill.log.exchange.AppendOutcome.Duplicate;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.Refusal;
import io.waybill.log.settings.LogMutant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each planted flaw shows where the real check would have stood, and the log without it does right. */
class LogMutantTest {

    private static final String FIRST = "orders-0.00000000000000000000.log";

    @Test
    void the_ids_are_those_of_the_catalogue() {
        Set<String> ids = new TreeSet<>();
        for (LogMutant mutant : EnumSet.allOf(LogMutant.class)) {
            ids.add(mutant.id());
        }

        assertThat(String.join(" ", ids)).isEqualTo("I1 I2 I3 I4 I6 I7 I8 R4 R5 R6 S2 S3 S4 S5 S6");
    }

    @Test
    void s2_keeps_a_batch_that_was_torn() {
        assertThat(cutWithin()).hasSize(1);
        assertThat(cutWithin(LogMutant.TORN_TAIL_KEPT)).hasSize(2).doesNotContain("1@0=world");
    }

    private static List<String> cutWithin(LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        bench.append(0, "hello");
        bench.append(0, "world");
        bench.disk.run();
        byte[] bytes = bench.disk.bytesOf(FIRST);
        bench.disk.killProcess();
        bench.disk.put(FIRST, Arrays.copyOf(bytes, bytes.length - 4));
        return bench.open().contents();
    }

    @Test
    void s3_reads_by_an_index_of_what_is_gone() {
        assertThat(readAfterTruncation()).isTrue();
        assertThat(readAfterTruncation(LogMutant.INDEX_KEPT)).isFalse();
    }

    /** Returns whether all is read as it was written. */
    private static boolean readAfterTruncation(LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        for (int i = 0; i < 8; i++) {
            bench.append(0, "value " + i);
        }
        bench.truncateTo(2);
        for (int i = 0; i < 5; i++) {
            bench.append(1, "longer than before " + i);
        }
        for (long offset = 2; offset < 7; offset++) {
            LogRead read = bench.answer(askFor(bench, offset), false);
            if (read == null || read.firstOffset() != offset || !read.batches().hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    private static LogBench.AskedFor<LogRead> askFor(LogBench bench, long offset) {
        return (done, failed) -> bench.log.read(new ReadRequest(offset, 1, Long.MAX_VALUE, true), done, failed);
    }

    @Test
    void s4_calls_durable_what_is_not() {
        assertThat(flushedAfterFailedSync()).isZero();
        assertThat(flushedAfterFailedSync(LogMutant.SYNC_ERROR_SWALLOWED)).isEqualTo(1);
    }

    private static long flushedAfterFailedSync(LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        bench.append(0, "a");
        bench.disk.failNextSync(".log");
        bench.log.flush(() -> {}, why -> {});
        bench.disk.run();
        return bench.log.flushedOffset();
    }

    @Test
    void s5_loses_the_epochs_of_what_is_durable() {
        assertThat(epochsLost()).isZero();
        assertThat(epochsLost(LogMutant.EPOCHS_NOT_SYNCED)).isPositive();
    }

    private static int epochsLost(LogMutant... mutants) {
        int lost = 0;
        for (int seed = 0; seed < 30; seed++) {
            LogBench bench = new LogBench(seed);
            bench.settings = bench.settings.with(mutants);
            bench.open();
            bench.await((done, failed) -> bench.log.beginEpoch(3, done, failed));
            for (int i = 0; i < 20; i++) {
                bench.append(3, "value " + i);
            }
            bench.checkpoint().crash().open();
            lost += bench.log.epochs().equals("3 0\n") ? 0 : 1;
        }
        return lost;
    }

    @Test
    void s6_deletes_what_a_transaction_is_still_about() {
        assertThat(startWithOpenTransaction()).isZero();
        assertThat(startWithOpenTransaction(LogMutant.UNCOMMITTED_DELETED)).isPositive();
    }

    private static long startWithOpenTransaction(LogMutant... mutants) {
        LogBench bench = new LogBench(1);
        bench.settings = bench.settings.with(mutants).withRetention(100, -1);
        bench.open();
        bench.produceInTransaction(7, 0, 0, "open");
        for (int i = 0; i < 20; i++) {
            bench.append(0, "value " + i);
        }
        bench.await((done, failed) -> bench.log.applyRetention(bench.now, 21, start -> done.run(), failed));
        return bench.log.logStartOffset();
    }

    @Test
    void r4_r5_r6_truncate_to_the_wrong_place() {
        EpochEnd leader = new EpochEnd(1, 8);

        assertThat(truncation(leader)).isEqualTo(5);
        assertThat(truncation(leader, LogMutant.DIVERGENCE_KEPT)).isEqualTo(10);
        assertThat(truncation(leader, LogMutant.TRUNCATE_TO_HIGH_WATERMARK)).isEqualTo(3);
        assertThat(truncation(leader, LogMutant.EPOCHS_IGNORED)).isEqualTo(8);
    }

    /** Of a follower that has epoch 1 up to 5 and epoch 2 up to 10, with a high watermark of 3. */
    private static long truncation(EpochEnd leader, LogMutant... mutants) {
        return twoEpochs(mutants).log.truncationOffset(leader, 3);
    }

    private static LogBench twoEpochs(LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        for (int i = 0; i < 10; i++) {
            bench.append(i < 5 ? 1 : 2, "value " + i);
        }
        return bench;
    }

    @Test
    void r6_does_not_see_that_logs_part() {
        assertThat(twoEpochs().log.divergence(1, 7)).contains(new EpochEnd(1, 5));
        assertThat(twoEpochs(LogMutant.EPOCHS_IGNORED).log.divergence(1, 7)).isEmpty();
    }

    @Test
    void i1_appends_a_duplicate() {
        assertThat(resentAfter(1, 0)).isEqualTo(new Duplicate(0, 0, -1));
        assertThat(resentAfter(1, 0, LogMutant.SEQUENCE_UNCHECKED)).isEqualTo(new Appended(1, 1, -1));
    }

    @Test
    void i6_knows_the_last_batch_alone() {
        assertThat(resentAfter(3, 1)).isEqualTo(new Duplicate(1, 1, -1));
        assertThat(resentAfter(3, 2, LogMutant.ONE_BATCH_REMEMBERED)).isEqualTo(new Duplicate(2, 2, -1));
        assertThat(LogBench.refusal(resentAfter(3, 1, LogMutant.ONE_BATCH_REMEMBERED)))
                .isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
    }

    private static AppendOutcome resentAfter(int batches, int sequence, LogMutant... mutants) {
        return produced(batches, mutants).produce(7, 0, sequence, 0, "again");
    }

    private static LogBench produced(int batches, LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        for (int i = 0; i < batches; i++) {
            LogBench.appended(bench.produce(7, 0, i, 0, "value " + i));
        }
        return bench;
    }

    @Test
    void i2_forgets_producers_at_a_restart() {
        assertThat(produced(3).flush().crash().open().log.producers()).hasSize(1);
        assertThat(produced(3, LogMutant.PRODUCERS_NOT_REBUILT)
                        .flush()
                        .crash()
                        .open()
                        .log
                        .producers())
                .isEmpty();
    }

    @Test
    void i3_keeps_no_producers_on_a_follower() {
        assertThat(followed().log.producers()).hasSize(1);
        assertThat(followed(LogMutant.PRODUCERS_NOT_ON_FOLLOWERS).log.producers())
                .isEmpty();
    }

    private static LogBench followed(LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        var batch = LogBench.sent(0, 1, 5, "a").producer(7, (short) 0, 0).build();
        LogBench.appended(bench.log.appendAsFollower(batch, 5));
        return bench;
    }

    @Test
    void i4_takes_for_a_duplicate_what_was_truncated() {
        assertThat(truncatedAndResent()).isEqualTo(new Appended(2, 2, -1));
        assertThat(truncatedAndResent(LogMutant.PRODUCERS_NOT_TRUNCATED)).isEqualTo(new Duplicate(2, 2, -1));
    }

    private static AppendOutcome truncatedAndResent(LogMutant... mutants) {
        return produced(3, mutants).truncateTo(2).produce(7, 0, 2, 1, "again");
    }

    @Test
    void i7_accepts_a_gap_from_a_new_leader() {
        assertThat(LogBench.refusal(produced(3).produce(7, 0, 5, 1, "gap"))).isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
        assertThat(produced(3, LogMutant.GAP_AFTER_LEADER_CHANGE).produce(7, 0, 5, 1, "gap"))
                .isEqualTo(new Appended(3, 3, -1));
        assertThat(LogBench.refusal(
                        produced(3, LogMutant.GAP_AFTER_LEADER_CHANGE).produce(7, 0, 5, 0, "gap")))
                .isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
    }

    @Test
    void i8_accepts_an_older_incarnation() {
        assertThat(LogBench.refusal(produceOldEpoch())).isEqualTo(Refusal.PRODUCER_FENCED);
        assertThat(produceOldEpoch(LogMutant.PRODUCER_EPOCH_UNCHECKED)).isEqualTo(new Appended(1, 1, -1));
    }

    private static AppendOutcome produceOldEpoch(LogMutant... mutants) {
        LogBench bench = LogBench.opened(mutants);
        LogBench.appended(bench.produce(7, 1, 0, 0, "new"));
        return bench.produce(7, 0, 1, 0, "old");
    }
}
