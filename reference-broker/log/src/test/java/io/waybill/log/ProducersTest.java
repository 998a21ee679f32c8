package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.batch.ControlMarker;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.AppendOutcome.Appended;
import io.waybill.log.exchange.AppendOutcome.Duplicate;
import io.waybill.log.exchange.Refusal;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.log.producer.ProducerView;
import io.waybill.log.settings.LogSettings;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Idempotence and transactions, as a leader's log decides on them. */
class ProducersTest {

    private static final long PID = 4001;
    private static final int LARGEST = Integer.MAX_VALUE;

    private final LogBench bench = LogBench.opened();

    @Test
    void each_of_the_last_five_batches_is_known_again() {
        for (int i = 0; i < 7; i++) {
            bench.produce(PID, 0, i, 0, "a" + i);
        }

        for (int i = 2; i < 7; i++) {
            assertThat(bench.produce(PID, 0, i, 0, "again")).isEqualTo(new Duplicate(i, i, -1));
        }
        assertThat(refused(1, "too late")).isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
        assertThat(bench.log.logEndOffset()).isEqualTo(7);
    }

    @Test
    void a_batch_of_other_length_is_no_duplicate() {
        bench.produce(PID, 0, 0, 0, "a", "b");

        AppendOutcome outcome = bench.produce(PID, 0, 0, 0, "a");

        assertThat(LogBench.refusal(outcome)).isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
    }

    @Test
    void a_gap_is_refused_and_changes_nothing() {
        bench.produce(PID, 0, 0, 0, "a");

        AppendOutcome gap = bench.produce(PID, 0, 2, 0, "c");
        AppendOutcome next = bench.produce(PID, 0, 1, 0, "b");

        assertThat(gap)
                .hasToString("Refused[reason=OUT_OF_ORDER_SEQUENCE, detail=producer 4001 epoch 0 is missing what comes"
                        + " before sequence 2]");
        assertThat(next).isEqualTo(new Appended(1, 1, -1));
    }

    @Test
    void an_unknown_producer_begins_with_0_unless_kafkas_rule_is_wanted() {
        assertThat(refused(3, "a")).isEqualTo(Refusal.UNKNOWN_PRODUCER);
        bench.settings = anyFirst(bench.settings);
        bench.close().open();

        assertThat(bench.produce(PID, 0, 3, 0, "a")).isEqualTo(new Appended(0, 0, -1));
        assertThat(bench.produce(PID, 0, 4, 0, "b")).isEqualTo(new Appended(1, 1, -1));
    }

    @Test
    void sequences_go_on_with_0_after_the_largest() {
        bench.settings = anyFirst(bench.settings);
        bench.close().open();
        bench.produce(PID, 0, LARGEST - 1, 0, "a", "b", "c");

        AppendOutcome again = bench.produce(PID, 0, LARGEST - 1, 0, "a", "b", "c");
        AppendOutcome gap = bench.produce(PID, 0, 2, 0, "e");
        AppendOutcome next = bench.produce(PID, 0, 1, 0, "d");

        assertThat(again).isEqualTo(new Duplicate(0, 2, -1));
        assertThat(LogBench.refusal(gap)).isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
        assertThat(next).isEqualTo(new Appended(3, 3, -1));
    }

    @Test
    void a_newer_epoch_begins_with_0_and_fences_the_older() {
        bench.produce(PID, 0, 0, 0, "a");

        AppendOutcome late = bench.produce(PID, 1, 1, 0, "x");
        AppendOutcome newer = bench.produce(PID, 1, 0, 0, "b");
        AppendOutcome older = bench.produce(PID, 0, 1, 0, "c");

        assertThat(LogBench.refusal(late)).isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
        assertThat(newer).isEqualTo(new Appended(1, 1, -1));
        assertThat(LogBench.refusal(older)).isEqualTo(Refusal.PRODUCER_FENCED);
    }

    @Test
    void producers_survive_a_restart_and_follow_a_truncation() {
        for (int i = 0; i < 30; i++) {
            bench.produce(PID, 0, i, 0, "value " + i);
        }
        bench.flush().crash().open();

        assertThat(bench.produce(PID, 0, 29, 0, "again")).isEqualTo(new Duplicate(29, 29, -1));
        bench.truncateTo(12);
        assertThat(refused(20, "gone")).isEqualTo(Refusal.OUT_OF_ORDER_SEQUENCE);
        assertThat(bench.produce(PID, 0, 11, 0, "again")).isEqualTo(new Duplicate(11, 11, -1));
        assertThat(bench.produce(PID, 0, 12, 0, "anew")).isEqualTo(new Appended(12, 12, -1));
    }

    @Test
    void a_producer_whose_batches_were_deleted_is_still_known() {
        bench.produce(PID, 0, 0, 0, "a");
        for (int i = 0; i < 30; i++) {
            bench.append(0, "other " + i);
        }

        bench.await((done, failed) -> bench.log.deleteBefore(29, start -> done.run(), failed));
        bench.crash().open();

        assertThat(bench.disk.files()).doesNotContain("orders-0.00000000000000000000.log");
        assertThat(bench.produce(PID, 0, 0, 0, "again")).isEqualTo(new Duplicate(0, 0, -1));
    }

    @Test
    void a_silent_producer_is_forgotten_but_not_while_its_batch_is_under_way() {
        bench.produce(PID, 0, 0, 0, "a");
        bench.produce(PID + 1, 0, 0, 0, "b");
        long later = bench.now + bench.settings.producerExpiryMillis();

        bench.log.expireProducers(later - 1, 2);
        int before = bench.log.producers().size();
        bench.log.expireProducers(later, 1);

        assertThat(before).isEqualTo(2);
        assertThat(bench.log.producers()).extracting(ProducerView::producerId).containsExactly(PID + 1);
    }

    @Test
    void readers_of_decided_transactions_wait_for_the_first_open_one() {
        bench.append(0, "plain");
        bench.produceInTransaction(PID, 0, 0, "a");
        bench.produceInTransaction(PID + 1, 0, 0, "b");

        long open = bench.log.lastStableOffset(3);
        bench.end(PID, true, 1, 0);
        long notReplicated = bench.log.lastStableOffset(3);
        bench.log.highWatermarkAdvanced(4);
        long second = bench.log.lastStableOffset(4);
        bench.end(PID + 1, false, 1, 0);
        bench.log.highWatermarkAdvanced(5);

        assertThat(List.of(open, notReplicated, second)).containsExactly(1L, 1L, 2L);
        assertThat(bench.log.lastStableOffset(5)).isEqualTo(5);
        assertThat(bench.log.abortedTransactions(0, 5)).containsExactly(new AbortedTransaction(PID + 1, 2, 4, 5));
        assertThat(bench.log.abortedTransactions(0, 2)).isEmpty();
    }

    @Test
    void transactions_survive_a_restart() {
        bench.produceInTransaction(PID, 0, 0, "a");
        bench.end(PID, false, 1, 0);
        bench.produceInTransaction(PID, 1, 0, "b");
        for (int i = 0; i < 20; i++) {
            bench.append(0, "value " + i);
        }
        List<ProducerView> before = bench.log.producers();

        bench.close().open();

        assertThat(bench.log.producers()).isEqualTo(before);
        assertThat(bench.log.lastStableOffset(20)).isZero();
        bench.log.highWatermarkAdvanced(20);
        assertThat(bench.log.lastStableOffset(20)).isEqualTo(2);
        assertThat(bench.log.abortedTransactions(0, 20)).containsExactly(new AbortedTransaction(PID, 0, 1, 2));
    }

    @Test
    void a_marker_of_an_older_coordinator_or_epoch_is_refused() {
        bench.produceInTransaction(PID, 0, 0, "a");
        bench.end(PID, true, 5, 0);

        AppendOutcome stale = bench.end(PID, false, 4, 0);
        AppendOutcome forged = bench.log.appendAsLeader(marker(), 0, AppendOrigin.CLIENT, bench.now);

        assertThat(LogBench.refusal(stale)).isEqualTo(Refusal.COORDINATOR_FENCED);
        assertThat(LogBench.refusal(forged)).isEqualTo(Refusal.INVALID);
    }

    private static ByteBuffer marker() {
        return new ControlMarker(true, 9).batch(PID, (short) 0, 5);
    }

    private Refusal refused(int sequence, String value) {
        return LogBench.refusal(bench.produce(PID, 0, sequence, 0, value));
    }

    private static LogSettings anyFirst(LogSettings plain) {
        return new LogSettings(
                plain.segmentBytes(),
                plain.segmentMillis(),
                plain.indexIntervalBytes(),
                plain.maxBatchBytes(),
                plain.retentionBytes(),
                plain.retentionMillis(),
                plain.timestamps(),
                plain.producerExpiryMillis(),
                true,
                plain.scanBytes(),
                plain.mutants());
    }
}
