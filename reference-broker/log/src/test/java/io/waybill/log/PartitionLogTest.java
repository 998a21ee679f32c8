package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.log.batch.RecordBatch;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOrigin;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.AppendOutcome.Appended;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.exchange.RecoveryReport;
import io.waybill.log.exchange.Refusal;
import io.waybill.log.exchange.TimedOffset;
import io.waybill.log.file.LogFailure;
import io.waybill.log.settings.LogSettings;
import io.waybill.log.settings.MessageTimestamps;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionLogTest {

    private final LogBench bench = LogBench.opened();

    @Test
    void a_leader_gives_offsets_and_its_epoch() {
        bench.append(3, "a", "b");

        long second = bench.append(4, "c");

        assertThat(second).isEqualTo(2);
        assertThat(bench.contents()).containsExactly("0@3=a", "1@3=b", "2@4=c");
        assertThat(bench.log.epochs()).isEqualTo("3 0\n4 2\n");
    }

    @Test
    void an_append_is_readable_before_it_is_written() {
        bench.log.appendAsLeader(LogBench.batch(5, "a").build(), 0, AppendOrigin.CLIENT, 5);

        LogRead read = bench.read(0, 1000);

        assertThat(LogBench.records(read.batches())).containsExactly("0@0=a");
        assertThat(bench.log.flushedOffset()).isZero();
    }

    @Test
    void what_the_disk_has_taken_survives_a_kill_and_what_is_on_its_way_does_not() {
        bench.append(0, "a");
        bench.disk.run();
        bench.append(0, "b");

        assertThat(bench.log.writtenOffset()).isEqualTo(1);
        assertThat(bench.log.logEndOffset()).isEqualTo(2);
        bench.disk.killProcess();
        bench.open();

        assertThat(bench.contents()).containsExactly("0@0=a");
        assertThat(bench.log.writtenOffset()).isEqualTo(1);
    }

    @Test
    void whoever_waits_for_the_disk_to_take_all_need_not_wait_for_a_sync() {
        int[] done = {0};
        bench.append(0, "a");
        bench.log.awaitWritten(() -> done[0]++, why -> {});
        assertThat(done[0]).isZero();

        bench.disk.run();
        bench.log.awaitWritten(() -> done[0]++, why -> {});
        assertThat(done[0]).isEqualTo(1);
        bench.disk.run();

        assertThat(done[0]).isEqualTo(2);
        assertThat(bench.log.flushedOffset()).isZero();
    }

    @Test
    void many_appends_share_a_sync() {
        int[] done = {0};
        bench.append(0, "a");
        bench.log.flush(() -> done[0]++, why -> {});
        bench.append(0, "b");
        bench.log.flush(() -> done[0]++, why -> {});
        bench.append(0, "c");
        bench.log.flush(() -> done[0]++, why -> {});

        bench.disk.run();

        assertThat(done[0]).isEqualTo(3);
        assertThat(bench.log.flushedOffset()).isEqualTo(3);
    }

    @Test
    void segments_roll_by_size_and_reads_cross_them() {
        for (int i = 0; i < 40; i++) {
            bench.append(0, "value " + i);
        }

        List<String> contents = bench.contents();

        assertThat(bench.log.segmentCount()).isGreaterThan(3);
        assertThat(contents).hasSize(40).startsWith("0@0=value 0").endsWith("39@0=value 39");
        assertThat(bench.disk.files()).contains("orders-0.00000000000000000000.log", "orders-0.checkpoint");
    }

    @Test
    void a_segment_rolls_by_time() {
        bench.append(0, "a");
        bench.now += bench.settings.segmentMillis();

        bench.append(0, "b");

        assertThat(bench.log.segmentCount()).isEqualTo(2);
    }

    @Test
    void a_read_gives_whole_batches_within_its_limits() {
        bench.append(0, "a", "b", "c");
        bench.append(0, "d");
        int first = bench.read(0, 1).batches().remaining();

        LogRead byEnd = bench.read(new ReadRequest(1, 10_000, 3, true));
        LogRead bySize = bench.read(new ReadRequest(0, first - 1, 4, false));
        LogRead belowBatch = bench.read(new ReadRequest(0, 10_000, 2, true));

        assertThat(LogBench.records(byEnd.batches())).containsExactly("0@0=a", "1@0=b", "2@0=c");
        assertThat(byEnd.nextOffset()).isEqualTo(3);
        assertThat(bySize.batches().hasRemaining()).isFalse();
        assertThat(belowBatch.batches().hasRemaining()).isFalse();
    }

    @Test
    void an_offset_beyond_the_log_is_out_of_range() {
        bench.append(0, "a");

        LogFailure failure = bench.failedRead(2);

        assertThat(failure.kind()).isEqualTo(LogFailure.Kind.OUT_OF_RANGE);
        assertThat(failure).hasToString("log orders-0 does not have that offset: offset must be from 0 to 1, was 2");
    }

    @Test
    void the_log_sets_the_time_where_it_is_told_to() {
        LogSettings plain = bench.settings;
        bench.close();
        bench.settings = new LogSettings(
                plain.segmentBytes(),
                plain.segmentMillis(),
                plain.indexIntervalBytes(),
                plain.maxBatchBytes(),
                -1,
                -1,
                MessageTimestamps.LOG_APPEND_TIME,
                1000,
                false,
                512,
                plain.mutants());
        bench.open();

        AppendOutcome outcome = bench.log.appendAsLeader(LogBench.batch(5, "a").build(), 0, AppendOrigin.CLIENT, 77);

        assertThat(outcome).isEqualTo(new Appended(0, 0, 77));
        assertThat(time(70)).isEqualTo(new TimedOffset(0, 77, 0));
        assertThat(bench.contents()).containsExactly("0@0=a");
    }

    @Test
    void a_follower_keeps_offsets_and_epochs() {
        ByteBuffer sent = concat(
                LogBench.sent(0, 2, 5, "a", "b").build(),
                LogBench.sent(2, 4, 5, "c").build());

        AppendOutcome outcome = bench.log.appendAsFollower(sent, 5);

        assertThat(outcome).isEqualTo(new Appended(0, 2, -1));
        assertThat(bench.contents()).containsExactly("0@2=a", "1@2=b", "2@4=c");
        assertThat(bench.log.epochs()).isEqualTo("2 0\n4 2\n");
    }

    /** It led in epoch 7 and wrote nothing; the leader of epoch 8 has records of epoch 6 where that began. */
    @Test
    void a_follower_takes_older_records_where_it_led_and_wrote_nothing() {
        bench.append(5, "a");
        bench.await((done, failed) -> bench.log.beginEpoch(7, done, failed));

        AppendOutcome outcome = bench.log.appendAsFollower(
                concat(
                        LogBench.sent(1, 6, 5, "b").build(),
                        LogBench.sent(2, 8, 5, "c").build()),
                5);

        assertThat(outcome).isEqualTo(new Appended(1, 2, -1));
        assertThat(bench.log.epochs()).isEqualTo("5 0\n6 1\n8 2\n");
        bench.flush().crash().open();
        assertThat(bench.log.epochs()).isEqualTo("5 0\n6 1\n8 2\n");
    }

    @Test
    void a_follower_leaves_a_batch_out_that_is_not_whole() {
        ByteBuffer sent = concat(
                LogBench.sent(0, 2, 5, "a").build(), LogBench.sent(1, 2, 5, "b").build());

        bench.log.appendAsFollower(sent.limit(sent.limit() - 1), 5);

        assertThat(bench.contents()).containsExactly("0@2=a");
    }

    @Test
    void a_follower_refuses_what_does_not_follow() {
        bench.append(3, "a");

        AppendOutcome gap =
                bench.log.appendAsFollower(LogBench.sent(2, 3, 5, "x").build(), 5);
        AppendOutcome overlap =
                bench.log.appendAsFollower(LogBench.sent(0, 3, 5, "x").build(), 5);
        AppendOutcome older =
                bench.log.appendAsFollower(LogBench.sent(1, 2, 5, "x").build(), 5);

        assertThat(List.of(LogBench.refusal(gap), LogBench.refusal(overlap), LogBench.refusal(older)))
                .containsOnly(Refusal.NOT_CONTIGUOUS);
        assertThat(bench.log.logEndOffset()).isEqualTo(1);
    }

    @Test
    void a_leader_refuses_what_is_no_sound_batch() {
        ByteBuffer flipped = LogBench.batch(5, "a").build();
        flipped.put(65, (byte) (flipped.get(65) ^ 1));
        ByteBuffer two =
                concat(LogBench.batch(5, "a").build(), LogBench.batch(5, "b").build());
        ByteBuffer large = LogBench.batch(5, "x".repeat(700)).build();

        assertThat(lead(flipped)).isEqualTo(Refusal.CORRUPT);
        assertThat(lead(ByteBuffer.allocate(10))).isEqualTo(Refusal.CORRUPT);
        assertThat(lead(two)).isEqualTo(Refusal.INVALID);
        assertThat(lead(large)).isEqualTo(Refusal.TOO_LARGE);
        assertThat(bench.log.logEndOffset()).isZero();
    }

    @Test
    void a_leader_refuses_a_batch_that_says_what_producers_must_not_say() {
        ByteBuffer stamped = LogBench.batch(5, "a").build();
        new RecordBatch(stamped).stampAppendTime(5);
        ByteBuffer unknownCodec = LogBench.batch(5, "a").build(5, plain -> plain);

        assertThat(lead(stamped)).isEqualTo(Refusal.INVALID);
        assertThat(lead(unknownCodec)).isEqualTo(Refusal.INVALID);
        assertThat(bench.log.logEndOffset()).isZero();
    }

    /** Some clients leave zeros where others say -1. */
    @Test
    void a_batch_without_a_producer_may_have_any_sequence() {
        ByteBuffer zeros = LogBench.batch(5, "a").producer(-1, (short) 0, 0).build();
        ByteBuffer again = LogBench.batch(5, "b").producer(-1, (short) 0, 0).build();

        assertThat(lead(zeros)).isNull();
        assertThat(lead(again)).isNull();
        assertThat(bench.contents()).containsExactly("0@0=a", "1@0=b");
        assertThat(bench.log.producers()).isEmpty();
    }

    /** Some clients say nothing of it. */
    @Test
    void the_largest_timestamp_is_that_of_the_records_whatever_the_header_says() {
        ByteBuffer silent = LogBench.batch(500, "a").build();
        new RecordBatch(silent).stampMaxTimestamp(RecordBatch.NO_TIMESTAMP);
        ByteBuffer lying = LogBench.batch(600, "b").build();
        new RecordBatch(lying).stampMaxTimestamp(1_000_000);

        assertThat(lead(silent)).isNull();
        assertThat(lead(lying)).isNull();

        assertThat(time(400)).isEqualTo(new TimedOffset(0, 500, 0));
        assertThat(time(501)).isEqualTo(new TimedOffset(1, 600, 0));
        assertThat(time(601)).isEqualTo(TimedOffset.NONE);
    }

    @Test
    void other_settings_hold_from_the_next_append_on() {
        bench.append(0, "a");
        bench.log.configure(bench.settings.withSegments(200, 100, 80));

        Refusal large = lead(LogBench.batch(5, "x".repeat(50)).build());
        for (int i = 0; i < 5; i++) {
            bench.append(0, "b");
        }

        assertThat(large).isEqualTo(Refusal.TOO_LARGE);
        assertThat(bench.log.segmentCount()).isEqualTo(3);
        assertThat(bench.contents()).hasSize(6);
    }

    @Test
    void a_follower_takes_what_its_leader_took_when_segments_were_larger() {
        bench.log.configure(bench.settings.withSegments(200, 100, 80));
        String large = "x".repeat(500);
        ByteBuffer sent = concat(
                concat(
                        LogBench.sent(0, 2, 5, "a").build(),
                        LogBench.sent(1, 2, 5, large).build()),
                LogBench.sent(2, 2, 5, "b").build());

        AppendOutcome outcome = bench.log.appendAsFollower(sent, 5);

        assertThat(outcome).isEqualTo(new Appended(0, 2, -1));
        assertThat(bench.log.segmentCount()).isEqualTo(3);
        bench.close();
        bench.open();
        assertThat(bench.contents()).containsExactly("0@2=a", "1@2=" + large, "2@2=b");
    }

    @Test
    void an_older_leader_is_refused() {
        bench.append(3, "a");

        AppendOutcome outcome = bench.log.appendAsLeader(LogBench.batch(5, "b").build(), 2, AppendOrigin.CLIENT, 5);

        assertThat(LogBench.refusal(outcome)).isEqualTo(Refusal.STALE_LEADER_EPOCH);
    }

    @Test
    void truncation_removes_whole_batches_with_their_epochs() {
        for (int i = 0; i < 20; i++) {
            bench.append(i / 5, "a" + i, "b" + i);
        }

        bench.truncateTo(17);

        assertThat(bench.log.logEndOffset()).isEqualTo(16);
        assertThat(bench.contents()).hasSize(16).endsWith("15@1=b7");
        assertThat(bench.log.epochs()).isEqualTo("0 0\n1 10\n");
        assertThat(bench.append(5, "new")).isEqualTo(16);
        assertThat(bench.contents()).endsWith("16@5=new");
    }

    @Test
    void what_is_appended_while_it_is_truncated_is_a_mistake() {
        bench.append(0, "a");
        bench.append(0, "b");
        bench.log.truncateTo(1, bench.now, () -> {}, why -> {});

        assertThatThrownBy(() -> bench.append(0, "c")).hasMessageContaining("append when that is done");
    }

    @Test
    void whoever_waits_for_what_is_truncated_is_told() {
        bench.append(0, "a");
        bench.flush();
        bench.append(0, "b");
        List<LogFailure> told = new ArrayList<>();
        bench.log.truncateTo(1, bench.now, () -> {}, why -> {});
        bench.log.flush(() -> {}, told::add);
        bench.log.awaitWritten(() -> {}, told::add);

        bench.disk.run();

        assertThat(told)
                .extracting(LogFailure::kind)
                .containsOnly(LogFailure.Kind.TRUNCATED)
                .hasSize(2);
        assertThat(bench.log.flushedOffset()).isEqualTo(1);
        assertThat(bench.log.writtenOffset()).isEqualTo(1);
    }

    @Test
    void a_log_that_starts_anew_is_empty_there() {
        bench.append(4, "a", "b");

        bench.await((done, failed) -> bench.log.restartAt(100, bench.now, done, failed));

        assertThat(bench.log.logStartOffset()).isEqualTo(100);
        assertThat(bench.append(5, "c")).isEqualTo(100);
        bench.flush().crash().open();
        assertThat(bench.contents()).containsExactly("100@5=c");
    }

    @Test
    void retention_by_size_keeps_what_is_not_replicated() {
        bench.settings = bench.settings.withRetention(700, -1);
        bench.close().open();
        for (int i = 0; i < 40; i++) {
            bench.append(0, "value " + i);
        }

        long replicated = retain(20);
        long all = retain(40);

        assertThat(replicated).isBetween(1L, 20L);
        assertThat(all).isBetween(21L, 39L);
        assertThat(bench.contents()).hasSize((int) (40 - all));
    }

    @Test
    void retention_by_time_goes_by_the_newest_of_a_segment() {
        bench.settings = bench.settings.withRetention(-1, 1000);
        bench.close().open();
        for (int i = 0; i < 20; i++) {
            bench.append(0, "value " + i);
        }
        bench.now += 1001;
        bench.append(0, "young");

        long start = retain(21);

        assertThat(start).isGreaterThan(10);
        assertThat(bench.contents()).endsWith("20@0=young");
    }

    @Test
    void a_log_in_which_everything_is_too_old_becomes_empty() {
        bench.settings = bench.settings.withRetention(-1, 1000);
        bench.close().open();
        for (int i = 0; i < 20; i++) {
            bench.produce(7, 0, i, 0, "value " + i);
        }
        bench.now += 1001;

        long replicated = retain(19);
        long all = retain(20);
        bench.flush().crash().open();

        assertThat(replicated).isLessThan(20);
        assertThat(all).isEqualTo(20);
        assertThat(bench.log.logStartOffset()).isEqualTo(20);
        assertThat(bench.log.sizeBytes()).isZero();
        assertThat(bench.log.segmentCount()).isEqualTo(1);
        assertThat(LogBench.appended(bench.produce(7, 0, 20, 0, "new"))).isEqualTo(20);
        assertThat(retain(21)).as("a new record is young").isEqualTo(20);
    }

    @Test
    void deleted_records_stay_deleted() {
        bench.append(0, "a", "b");
        bench.append(1, "c");

        bench.await((done, failed) -> bench.log.deleteBefore(1, start -> done.run(), failed));
        bench.crash().open();

        assertThat(bench.log.logStartOffset()).isEqualTo(1);
        assertThat(bench.failedRead(0).kind()).isEqualTo(LogFailure.Kind.OUT_OF_RANGE);
        assertThat(bench.log.epochs()).isEqualTo("0 0\n1 2\n");
    }

    @Test
    void the_first_record_of_a_time_is_found_across_segments() {
        for (int i = 0; i < 40; i++) {
            bench.now = 1000 + 10L * i;
            bench.append(2, "value " + i);
        }

        assertThat(time(0)).isEqualTo(new TimedOffset(0, 1000, 2));
        assertThat(time(1195)).isEqualTo(new TimedOffset(20, 1200, 2));
        assertThat(time(1390)).isEqualTo(new TimedOffset(39, 1390, 2));
        assertThat(time(1391)).isEqualTo(TimedOffset.NONE);
    }

    /** In one of the seeds the search stands in the middle of the segment then. */
    @Test
    void a_truncation_under_a_search_by_time_is_no_corruption() {
        for (int steps = 0; steps < 12; steps++) {
            LogBench one = new LogBench(steps);
            one.settings = withScans(one.settings.withSegments(100_000, 100_000, 600));
            one.open();
            for (int i = 0; i < 40; i++) {
                one.now = 1000 + 10L * i;
                one.append(2, "value " + i);
            }
            one.flush();
            List<LogFailure> failures = new ArrayList<>();
            one.log.offsetOfTime(1380, 40, found -> {}, failures::add);
            for (int i = 0; i < steps; i++) {
                one.disk.step();
            }

            one.truncateTo(5);

            assertThat(failures).as("after %d steps", steps).allMatch(why -> why.kind() == LogFailure.Kind.TRUNCATED);
        }
    }

    @Test
    void a_deletion_under_a_search_by_time_makes_it_miss_nothing() {
        for (int seed = 0; seed < 60; seed++) {
            LogBench one = new LogBench(seed);
            one.settings = withScans(one.settings.withSegments(700, 100_000, 600));
            one.open();
            // The newest of the first segment is deleted while its segment stays, so it is searched in vain.
            one.append(2, "a", "b");
            one.now += 5000;
            one.append(2, "c");
            one.now -= 4000;
            for (int i = 0; i < 40; i++) {
                one.append(2, "value " + i);
            }
            one.await((done, failed) -> one.log.deleteBefore(4, start -> done.run(), failed));
            long wanted = one.now;
            List<TimedOffset> found = new ArrayList<>();
            one.log.offsetOfTime(wanted, 43, found::add, why -> {
                throw new AssertionError(why.toString());
            });
            for (int i = 0; i < seed % 6; i++) {
                one.disk.step();
            }

            one.await((done, failed) -> one.log.deleteBefore(20, start -> done.run(), failed));

            assertThat(found).as("seed %d", seed).hasSize(1);
            assertThat(found.get(0).offset()).as("seed %d", seed).isBetween(4L, 20L);
        }
    }

    /** The index is sparse, so the file is asked several times; in some seeds it is closed by then. */
    @Test
    void a_deletion_under_a_read_ends_it() {
        for (int seed = 0; seed < 1000; seed++) {
            LogBench one = new LogBench(seed);
            one.settings = one.settings.withSegments(4000, 1000, 600);
            one.open();
            for (int i = 0; i < 10; i++) {
                one.append(2, "x".repeat(410));
            }
            one.flush();
            List<LogRead> reads = new ArrayList<>();
            one.log.read(new ReadRequest(5, 1, 10, true), reads::add, why -> {
                throw new AssertionError(why.toString());
            });

            one.await((done, failed) -> one.log.deleteBefore(9, start -> done.run(), failed));

            assertThat(reads).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void a_clean_log_is_opened_without_reading_it() {
        for (int i = 0; i < 40; i++) {
            bench.append(i / 10, "value " + i);
        }

        bench.close().open();

        assertThat(bench.log.recovery()).isEqualTo(new RecoveryReport(true, 0, 0, 0, false));
        assertThat(bench.contents()).hasSize(40);
        assertThat(bench.append(4, "more")).isEqualTo(40);
    }

    @Test
    void a_log_that_is_closed_takes_no_more() {
        bench.await(bench.log::close);

        AppendOutcome outcome = bench.log.appendAsLeader(LogBench.batch(5, "a").build(), 0, AppendOrigin.CLIENT, 5);

        assertThat(LogBench.refusal(outcome)).isEqualTo(Refusal.CLOSED);
    }

    @Test
    void a_deleted_log_leaves_no_file() {
        bench.append(0, "a");
        bench.disk.put("orders-0.other-0.checkpoint", new byte[1]);
        bench.close();

        bench.await((done, failed) -> PartitionLog.delete(bench.disk, LogBench.NAME, done, failed));

        assertThat(bench.disk.files()).containsExactly("orders-0.other-0.checkpoint");
    }

    @Test
    void a_failed_sync_ends_the_log() {
        bench.append(0, "a");
        LogFailure[] told = {null};
        bench.disk.failNextSync(".log");

        bench.log.flush(() -> {}, why -> told[0] = why);
        bench.disk.run();

        assertThat(told[0].kind()).isEqualTo(LogFailure.Kind.DISK);
        assertThat(bench.failure).isEqualTo(told[0]);
        assertThat(bench.log.flushedOffset()).isZero();
        assertThat(lead(LogBench.batch(5, "b").build())).isEqualTo(Refusal.CLOSED);
    }

    @Test
    void a_follower_that_parts_finds_the_place_in_two_rounds() {
        // The leader has epochs 1 and 4; the follower 1, 2 and 3, and 3 is not known to the leader (KIP-279).
        for (int i = 0; i < 10; i++) {
            bench.append(i < 6 ? 1 : 4, "leader " + i);
        }
        LogBench follower = LogBench.opened();
        for (int i = 0; i < 9; i++) {
            follower.append(i < 5 ? 1 : i < 7 ? 2 : 3, "follower " + i);
        }

        EpochEnd first = bench.log.divergence(3, 9).orElseThrow();
        follower.truncateTo(follower.log.truncationOffset(first, 0));

        assertThat(first).isEqualTo(new EpochEnd(1, 6));
        assertThat(follower.log.logEndOffset()).isEqualTo(5);
        assertThat(bench.log.divergence(1, 5)).isEmpty();
    }

    private Refusal lead(ByteBuffer bytes) {
        return LogBench.refusal(bench.log.appendAsLeader(bytes, 0, AppendOrigin.CLIENT, 5));
    }

    private long retain(long highWatermark) {
        return bench.<Long>answer(
                (done, failed) -> bench.log.applyRetention(bench.now, highWatermark, done::accept, failed), true);
    }

    private static LogSettings withScans(LogSettings plain) {
        return new LogSettings(
                plain.segmentBytes(),
                plain.segmentMillis(),
                plain.indexIntervalBytes(),
                plain.maxBatchBytes(),
                plain.retentionBytes(),
                plain.retentionMillis(),
                plain.timestamps(),
                plain.producerExpiryMillis(),
                plain.anyFirstSequence(),
                200,
                plain.mutants());
    }

    private TimedOffset time(long timestamp) {
        return bench.answer((done, failed) -> bench.log.offsetOfTime(timestamp, Long.MAX_VALUE, done, failed), true);
    }

    private static ByteBuffer concat(ByteBuffer... parts) {
        ByteBuffer whole = ByteBuffer.allocate(10_000);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.flip();
    }

    @Test
    void what_a_failed_sync_has_dropped_is_written_anew_before_it_counts() {
        bench.append(0, "a");
        bench.flush();
        bench.append(0, "b");
        bench.disk.failNextSync(".log");
        bench.log.flush(() -> {}, why -> {});
        bench.disk.run();
        bench.disk.killProcess();
        bench.open();
        bench.append(0, "c");
        bench.flush();

        bench.crash().open();

        assertThat(bench.contents()).containsExactly("0@0=a", "1@0=b", "2@0=c");
    }
}
