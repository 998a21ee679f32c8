package io.waybill.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a leader says it is committed, and when producers are told. */
class LeadingTest {

    private static final int ALL = -1;

    @Test
    void it_leads_once_its_epoch_is_durable_and_not_before() {
        var stage = Stage.empty();

        stage.cluster.create("t", Stage.PARTITION.topicId(), List.of(List.of(1, 2, 3)));

        assertThat(stage.partitions.replica(Stage.PARTITION)).isEmpty();
        stage.settle();
        assertThat(stage.replica().leads()).isTrue();
        assertThat(stage.seen)
                .containsExactly("opened 0 0 hw 0", "leads 0 from 0 [1, 2, 3]", "in sync [1, 2, 3] or [1, 2, 3]");
        assertThat(stage.following).containsOnly("cease");
    }

    @Test
    void a_batch_is_committed_when_all_in_sync_have_it() {
        var stage = Stage.leading();
        var answer = stage.produce(ALL);
        stage.settle();

        stage.fetch(2, 1);
        assertThat(answer).hasToString("nothing");
        assertThat(stage.replica().highWatermark()).isZero();
        stage.fetch(3, 1);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
        assertThat(stage.seen).endsWith("hw 1", "acknowledged 0 acks -1");
    }

    @Test
    void a_follower_that_has_a_part_does_not_commit_the_rest() {
        var stage = Stage.leading();
        var first = stage.produce(ALL);
        var second = stage.produce(ALL);
        stage.settle();

        stage.fetch(2, 2);
        stage.fetch(3, 1);

        assertThat(first).hasToString("NONE at 0");
        assertThat(second).hasToString("nothing");
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
    }

    @Test
    void what_the_leader_has_not_flushed_is_not_committed() {
        var stage = Stage.leading();
        var answer = stage.produce(ALL);

        stage.fetchBoth(1);
        assertThat(answer).hasToString("nothing");
        assertThat(stage.replica().promisedOffset()).isZero();
        stage.settle();

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.seen).containsSubsequence("appended 0-0 of 0", "flushed 1", "hw 1", "acknowledged 0 acks -1");
    }

    @Test
    void mutant_S1_what_is_not_flushed_is_committed() {
        var stage = Stage.leading("S1");
        var answer = stage.produce(ALL);

        stage.fetchBoth(1);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.replica().promisedOffset()).isEqualTo(1);
    }

    @Test
    void where_records_are_not_flushed_each_what_the_disk_has_taken_counts() {
        var stage = Stage.leading();
        stage.cluster.set("flush.messages", "3");
        var answer = stage.produce(ALL);
        stage.settle();

        stage.fetchBoth(1);

        assertThat(answer).hasToString("NONE at 0");
        stage.produce(0);
        stage.settle();
        assertThat(stage.seen).doesNotContain("flushed 2");
        stage.produce(0);
        stage.settle();
        assertThat(stage.seen).contains("flushed 3");
    }

    @Test
    void what_is_still_on_its_way_to_the_leaders_disk_is_not_committed() {
        var stage = Stage.leading();
        stage.cluster.set("flush.messages", "3");
        var answer = stage.produce(ALL);

        stage.fetchBoth(1);
        assertThat(answer).hasToString("nothing");
        assertThat(stage.replica().highWatermark()).isZero();
        stage.settle();

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.seen).containsSubsequence("appended 0-0 of 0", "written 1", "hw 1", "acknowledged 0 acks -1");
        assertThat(stage.seen).doesNotContain("flushed 1");
    }

    @Test
    void what_the_disk_has_taken_counts_at_once_when_records_need_no_longer_be_flushed_each() {
        var stage = Stage.leading();
        var answer = stage.produce(ALL);
        stage.fetchBoth(1);

        stage.cluster.set("flush.messages", "3");
        assertThat(answer).hasToString("nothing");
        stage.settle();

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.seen).containsSubsequence("written 1", "hw 1");
    }

    @Test
    void records_are_flushed_after_a_time() {
        var stage = Stage.leading();
        stage.cluster.set("flush.messages", "1000");
        stage.cluster.set("flush.ms", "200");
        stage.produce(1);

        stage.settle();
        assertThat(stage.seen).doesNotContain("flushed 1");
        stage.world.runFor(200 * Stage.MILLI);

        assertThat(stage.seen).contains("flushed 1");
    }

    @Test
    void acks_1_waits_for_the_leaders_own_flush_alone() {
        var stage = Stage.leading();

        var answer = stage.produce(1);

        assertThat(answer).hasToString("nothing");
        stage.settle();
        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.replica().highWatermark()).isZero();
    }

    @Test
    void acks_1_waits_only_until_the_disk_has_taken_it_where_records_are_not_flushed_each() {
        var stage = Stage.leading();
        stage.cluster.set("flush.messages", "2");

        var answer = stage.produce(1);

        assertThat(answer).hasToString("nothing");
        stage.settle();
        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.seen).doesNotContain("flushed 1");
    }

    @Test
    void who_no_longer_waits_is_not_told_and_who_waits_for_the_same_batch_is() {
        var stage = Stage.leading();
        var first = new Stage.Answer();
        Runnable end = stage.replica().produce(Stage.batch(-1, -1, 0, 1, "x"), (short) ALL, first);
        var again = stage.produceSequence(ALL, 0);
        stage.settle();

        end.run();
        end.run();
        stage.fetchBoth(1);

        assertThat(first).hasToString("nothing");
        assertThat(again).hasToString("NONE at 0");
        assertThat(stage.seen).containsOnlyOnce("acknowledged 0 acks -1");
    }

    @Test
    void who_ends_a_wait_that_is_over_changes_nothing() {
        var stage = Stage.leading();
        var first = new Stage.Answer();
        Runnable end = stage.replica().produce(Stage.batch(-1, -1, -1, 1, "x"), (short) ALL, first);
        stage.settle();
        stage.fetchBoth(1);
        var second = stage.produce(ALL);

        end.run();
        stage.settle();
        stage.fetchBoth(2);

        assertThat(first).hasToString("NONE at 0");
        assertThat(second).hasToString("NONE at 1");
    }

    @Test
    void acks_0_waits_for_nothing() {
        var stage = Stage.leading();

        assertThat(stage.produce(0)).hasToString("NONE at 0");
    }

    @Test
    void mutant_R1_acks_all_is_answered_on_append() {
        assertThat(Stage.leading("R1").produce(ALL)).hasToString("NONE at 0");
    }

    @Test
    void mutant_R2_the_high_watermark_ignores_followers() {
        var stage = Stage.leading("R2");

        var answer = stage.produce(ALL);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
    }

    @Test
    void too_few_in_sync_refuse_acks_all_and_nothing_else() {
        var stage = Stage.leading();
        stage.cluster.set("min.insync.replicas", "2");
        stage.isr(1);

        assertThat(stage.produce(ALL)).hasToString("NOT_ENOUGH_REPLICAS");
        assertThat(stage.replica().logEndOffset()).isZero();
        assertThat(stage.produce(0)).hasToString("NONE at 0");
        assertThat(stage.world.hits()).contains("produce refused for too few in-sync replicas");
    }

    @Test
    void just_enough_in_sync_do_not() {
        var stage = Stage.leading();
        stage.cluster.set("min.insync.replicas", "2");
        stage.isr(1, 2);
        var answer = stage.produce(ALL);
        stage.settle();

        stage.fetch(2, 1);

        assertThat(answer).hasToString("NONE at 0");
    }

    @Test
    void more_than_there_are_replicas_is_as_many_as_there_are() {
        var stage = Stage.leading();
        stage.cluster.set("min.insync.replicas", "5");

        var answer = stage.produce(ALL);
        stage.settle();
        stage.fetchBoth(1);

        assertThat(answer).hasToString("NONE at 0");
    }

    @Test
    void the_high_watermark_does_not_move_while_too_few_are_in_sync() {
        var stage = Stage.leading();
        stage.cluster.set("min.insync.replicas", "2");
        stage.isr(1);
        stage.produce(1);
        stage.settle();
        assertThat(stage.replica().highWatermark()).isZero();

        stage.fetch(2, 1);
        assertThat(stage.replica().highWatermark()).isZero();
        stage.decide();

        assertThat(stage.replica().highWatermark()).isEqualTo(1);
    }

    @Test
    void an_isr_that_becomes_too_small_ends_the_waiting() {
        var stage = Stage.leading();
        stage.cluster.set("min.insync.replicas", "2");
        var answer = stage.produce(ALL);
        stage.settle();

        stage.isr(1);

        assertThat(answer).hasToString("NOT_ENOUGH_REPLICAS_AFTER_APPEND");
        assertThat(stage.replica().highWatermark()).isZero();
    }

    @Test
    void mutant_R9_an_isr_that_becomes_too_small_acknowledges() {
        var stage = Stage.leading("R9");
        stage.cluster.set("min.insync.replicas", "2");
        var answer = stage.produce(ALL);
        stage.settle();

        stage.isr(1);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.produce(ALL)).hasToString("NOT_ENOUGH_REPLICAS");
    }

    @Test
    void mutant_R8_an_isr_that_is_too_small_is_ignored() {
        var stage = Stage.leading("R8");
        stage.cluster.set("min.insync.replicas", "2");
        stage.isr(1);

        var answer = stage.produce(ALL);
        stage.settle();

        assertThat(answer).hasToString("NONE at 0");
    }

    @Test
    void a_duplicate_waits_as_the_first_does() {
        var stage = Stage.leading();
        var first = stage.produceSequence(ALL, 0);
        var again = stage.produceSequence(ALL, 0);
        stage.settle();
        assertThat(again).hasToString("nothing");

        stage.fetchBoth(1);

        assertThat(first).hasToString("NONE at 0");
        assertThat(again).hasToString("NONE at 0");
        assertThat(stage.world.hits()).contains("a duplicate waits for the high watermark");
    }

    @Test
    void a_duplicate_of_what_is_committed_is_answered_at_once() {
        var stage = Stage.leading();
        stage.produceSequence(ALL, 0);
        stage.settle();
        stage.fetchBoth(1);

        assertThat(stage.produceSequence(ALL, 0)).hasToString("NONE at 0");
    }

    @Test
    void mutant_I5_a_duplicate_is_answered_at_once() {
        var stage = Stage.leading("I5");
        var first = stage.produceSequence(ALL, 0);

        var again = stage.produceSequence(ALL, 0);

        assertThat(again).hasToString("NONE at 0");
        assertThat(first).hasToString("nothing");
    }

    @Test
    void refusals_of_the_log_are_told() {
        var stage = Stage.leading();

        assertThat(stage.produceSequence(ALL, 3)).hasToString("OUT_OF_ORDER_SEQUENCE_NUMBER");
        var damaged = Stage.batch(-1, -1, -1, 1, "x");
        damaged.put(damaged.limit() - 1, (byte) 9);
        assertThat(stage.produce(ALL, damaged)).hasToString("CORRUPT_MESSAGE");
        stage.cluster.set("max.message.bytes", "60");
        assertThat(stage.produce(ALL)).hasToString("MESSAGE_TOO_LARGE");
    }

    @Test
    void who_waits_when_leadership_ends_is_told() {
        var stage = Stage.leading();
        var all = stage.produce(ALL);
        var one = stage.produce(1);

        stage.cluster.fence(1);

        assertThat(all).hasToString("NOT_LEADER_OR_FOLLOWER");
        assertThat(one).hasToString("NOT_LEADER_OR_FOLLOWER");
        assertThat(stage.world.hits()).contains("leadership ends with acknowledgements pending");
        assertThat(stage.replica().leads()).isFalse();
        assertThat(stage.produce(1)).hasToString("NOT_LEADER_OR_FOLLOWER");
    }

    @Test
    void a_fetch_of_a_life_that_is_over_counts_for_nothing() {
        var stage = Stage.leading();
        long former = stage.cluster.epoch(2);
        stage.cluster.registerClean(2);
        stage.cluster.unfence(2);
        stage.fetch(2, 0);
        stage.produce(ALL);
        stage.settle();

        assertThat(stage.fetch(2, former, 1)).isFalse();
        assertThat(stage.fetch(7, 1, 1)).isFalse();
        assertThat(stage.fetch(2, 1)).isTrue();
    }

    @Test
    void a_new_leader_keeps_its_high_watermark_until_its_followers_were_heard() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 2);
        stage.replica().commitTo(1);
        stage.settle();

        stage.elected();
        assertThat(stage.replica().leads()).isTrue();
        assertThat(stage.replica().epochStart()).isEqualTo(2);
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
        stage.fetch(3, 2);

        assertThat(stage.replica().highWatermark()).isEqualTo(2);
    }

    @Test
    void the_isr_that_is_alone_commits_by_itself() {
        var stage = Stage.alone();

        var answer = stage.produce(ALL);
        stage.settle();

        assertThat(answer).hasToString("NONE at 0");
    }

    @Test
    void who_watches_is_woken_by_records_by_commits_and_by_another_role() {
        var stage = Stage.leading();
        var woken = new int[1];
        Runnable ends = stage.replica().watch(true, () -> woken[0]++);

        stage.produce(0);
        assertThat(woken[0]).isEqualTo(1);
        stage.settle();
        stage.fetchBoth(1);
        assertThat(woken[0]).isEqualTo(2);
        stage.cluster.fence(1);
        assertThat(woken[0]).isGreaterThan(2);

        int before = woken[0];
        ends.run();
        stage.deposed();
        assertThat(woken[0]).isEqualTo(before);
    }

    @Test
    void who_watches_what_is_committed_is_not_woken_by_records() {
        var stage = Stage.leading();
        var woken = new int[1];
        stage.replica().watch(false, () -> woken[0]++);

        stage.produce(0);
        stage.settle();
        assertThat(woken[0]).isZero();
        stage.fetchBoth(1);
        assertThat(woken[0]).isEqualTo(1);
    }
}
