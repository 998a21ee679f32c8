package io.waybill.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.Refusal;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a replica does to its log while it follows, and what it promises. */
class FollowingTest {

    @Test
    void it_is_fetched_for_in_each_epoch_while_somebody_leads() {
        var stage = Stage.leading();
        stage.following.clear();

        stage.deposed();
        int epoch = stage.epoch();
        assertThat(stage.following).containsExactly("follow 2 in " + epoch);
        assertThat(stage.seen).endsWith("follows 2 in " + epoch);
        stage.cluster.isr(2);
        stage.cluster.fence(2);

        assertThat(stage.following).containsExactly("follow 2 in " + epoch, "cease");
        assertThat(stage.seen).endsWith("follows -1 in " + (epoch + 1));
    }

    @Test
    void it_promises_what_is_flushed() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 2);
        var promised = new int[1];
        stage.replica().whenPromised(() -> promised[0]++);

        assertThat(stage.replica().promisedOffset()).isZero();
        assertThat(promised[0]).isZero();
        stage.settle();

        assertThat(stage.replica().promisedOffset()).isEqualTo(2);
        assertThat(promised[0]).isEqualTo(1);
        assertThat(stage.replica().lastEpoch()).isEqualTo(stage.epoch());
    }

    @Test
    void it_promises_what_the_disk_has_taken_where_records_are_not_flushed_each() {
        var stage = Stage.follower();
        stage.cluster.set("flush.messages", "10");
        stage.append(stage.epoch(), 2);
        var promised = new int[1];
        stage.replica().whenPromised(() -> promised[0]++);

        assertThat(stage.replica().promisedOffset()).isZero();
        assertThat(promised[0]).isZero();
        stage.settle();

        assertThat(stage.replica().promisedOffset()).isEqualTo(2);
        assertThat(promised[0]).isEqualTo(1);
        assertThat(stage.seen).contains("written 2").doesNotContain("flushed 2");
    }

    @Test
    void a_promise_that_was_waited_for_is_kept_to_when_records_are_to_be_flushed_each_meanwhile() {
        var stage = Stage.follower();
        stage.cluster.set("flush.messages", "10");
        stage.append(stage.epoch(), 2);
        var promised = new ArrayList<Long>();
        stage.replica().whenPromised(() -> promised.add(stage.replica().promisedOffset()));

        stage.cluster.set("flush.messages", "1");
        stage.settle();

        assertThat(promised).containsExactly(2L);
        assertThat(stage.seen).contains("flushed 2");
    }

    @Test
    void what_a_follower_has_promised_survives_a_kill_and_what_it_has_not_need_not() {
        var stage = Stage.follower();
        stage.cluster.set("flush.messages", "10");
        stage.append(stage.epoch(), 2);
        stage.settle();
        stage.append(stage.epoch(), 3);
        long promised = stage.replica().promisedOffset();

        stage.world.disk(1).keepsPower = true;
        stage.crash();
        stage.live(-1);

        assertThat(promised).isEqualTo(2);
        assertThat(stage.replica().logEndOffset()).isEqualTo(2);
    }

    @Test
    void mutant_S1_it_promises_what_is_not_flushed() {
        var stage = Stage.follower("S1");

        stage.append(stage.epoch(), 2);

        assertThat(stage.replica().promisedOffset()).isEqualTo(2);
    }

    @Test
    void its_high_watermark_is_the_leaders_as_far_as_its_log_goes_and_never_goes_back() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 2);

        stage.replica().commitTo(7);
        assertThat(stage.replica().highWatermark()).isEqualTo(2);
        stage.replica().commitTo(1);

        assertThat(stage.replica().highWatermark()).isEqualTo(2);
    }

    @Test
    void a_leader_takes_no_high_watermark_and_no_records_from_others() {
        var stage = Stage.leading();
        stage.produce(1);

        stage.replica().commitTo(1);
        AppendOutcome outcome = stage.replica().append(Stage.batch(1, 0, -1, 1, "y"));

        assertThat(stage.replica().highWatermark()).isZero();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AppendOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.CLOSED));
    }

    @Test
    void it_truncates_to_the_last_common_record() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.produce(1);
        stage.settle();
        stage.deposed();

        long to = stage.replica().truncationOffset(new EpochEnd(0, 1));
        assertThat(to).isEqualTo(1);
        var done = new int[1];
        stage.replica().truncateTo(to, () -> done[0]++);
        assertThat(done[0]).isZero();
        stage.settle();

        assertThat(done[0]).isEqualTo(1);
        assertThat(stage.replica().logEndOffset()).isEqualTo(1);
        assertThat(stage.seen).endsWith("truncated 1");
    }

    @Test
    void it_leads_only_once_its_log_is_no_longer_truncated() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.produce(1);
        stage.settle();
        stage.deposed();

        stage.replica().truncateTo(1, () -> {});
        stage.cluster.fence(2);
        assertThat(stage.replica().leads()).isFalse();
        assertThat(stage.produce(1)).hasToString("NOT_LEADER_OR_FOLLOWER");
        stage.settle();

        assertThat(stage.replica().leads()).isTrue();
        assertThat(stage.replica().epochStart()).isEqualTo(1);
        assertThat(stage.world.hits()).contains("a new leader waits for its log to be truncated");
    }

    @Test
    void one_that_leads_and_is_deposed_at_once_does_not_lead() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 1);

        stage.cluster.fence(2);
        stage.cluster.fence(1);
        stage.settle();

        assertThat(stage.seen).noneMatch(it -> it.startsWith("leads 3"));
        assertThat(stage.partitions.replica(Stage.PARTITION).orElseThrow().leads())
                .isFalse();
    }

    @Test
    void what_is_truncated_is_no_longer_written_down_as_committed() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 1);
        stage.append(stage.epoch(), 2);
        stage.settle();
        stage.replica().commitTo(3);
        stage.world.runFor(6 * Stage.SECOND);

        stage.replica().truncateTo(1, () -> {});
        stage.settle();
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
        stage.append(stage.epoch(), 5);
        stage.settle();
        stage.crash();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.replica().logEndOffset()).isEqualTo(6);
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
    }

    /** A deletion that is under way moves the start; that does not make the log another one. */
    @Test
    void what_is_deleted_before_a_truncation_takes_back_nothing_that_is_committed() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 2);
        stage.append(stage.epoch(), 2);
        stage.append(stage.epoch(), 2);
        stage.settle();
        stage.replica().commitTo(4);

        stage.replica().deleteBefore(2, () -> {});
        stage.replica().truncateTo(4, () -> {});
        stage.settle();

        assertThat(stage.replica().logStartOffset()).isEqualTo(2);
        assertThat(stage.replica().logEndOffset()).isEqualTo(4);
        assertThat(stage.replica().highWatermark()).isEqualTo(4);
        assertThat(stage.seen).endsWith("deleted before 2", "truncated 4");
    }

    @Test
    void one_that_truncates_below_its_start_begins_there() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 2);
        stage.append(stage.epoch(), 2);
        stage.settle();
        stage.replica().commitTo(4);
        stage.replica().deleteBefore(3, () -> {});

        stage.replica().truncateTo(1, () -> {});
        stage.settle();

        assertThat(stage.replica().logStartOffset()).isEqualTo(1);
        assertThat(stage.replica().logEndOffset()).isEqualTo(1);
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
        assertThat(stage.seen).endsWith("deleted before 3", "restarted 1");
    }

    @Test
    void it_restarts_where_its_leaders_log_begins_and_all_before_is_committed() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 3);

        stage.replica().restartAt(10, () -> {});
        stage.settle();

        assertThat(stage.replica().logStartOffset()).isEqualTo(10);
        assertThat(stage.replica().logEndOffset()).isEqualTo(10);
        assertThat(stage.replica().highWatermark()).isEqualTo(10);
        assertThat(stage.replica().lastEpoch()).isEqualTo(-1);
        assertThat(stage.seen).endsWith("restarted 10", "hw 10");
    }

    @Test
    void it_deletes_what_its_leader_has_deleted() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 3);
        stage.replica().commitTo(3);

        stage.replica().deleteBefore(2, () -> {});
        stage.settle();

        assertThat(stage.replica().logStartOffset()).isEqualTo(2);
        assertThat(stage.seen).endsWith("deleted before 2");
    }

    @Test
    void records_that_a_leader_flushes_late_do_not_survive_it_as_promised() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.deposed();
        var promised = new int[1];
        stage.produce(1);
        stage.append(stage.epoch(), 1);
        stage.replica().whenPromised(() -> promised[0]++);

        stage.settle();

        assertThat(promised[0]).isEqualTo(1);
    }
}
