package io.waybill.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.LeaderRecovery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a leader proposes as in sync, and for whom it waits meanwhile. */
class InSyncTest {

    private static final int ALL = -1;
    private static final long LAG = 30 * Stage.SECOND;

    @Test
    void a_follower_with_all_that_is_committed_is_proposed_in_its_life() {
        var stage = Stage.alone();
        stage.produce(1);
        stage.settle();

        stage.fetch(2, 1);

        assertThat(stage.proposed).hasSize(1);
        IsrProposal proposal = stage.proposed.get(0).proposal();
        assertThat(proposal)
                .isEqualTo(stage.cluster.proposal(stage.cluster.state(), 1, 2))
                .extracting(IsrProposal::recovery)
                .isEqualTo(LeaderRecovery.RECOVERED);
        assertThat(stage.seen).endsWith("in sync [1] or [1, 2]");
    }

    @Test
    void a_follower_that_lacks_one_committed_record_is_not() {
        var stage = Stage.alone();
        stage.produce(1);
        stage.produce(1);
        stage.settle();

        stage.fetch(2, 1);

        assertThat(stage.proposed).isEmpty();
    }

    @Test
    void mutant_R11_it_is() {
        var stage = Stage.alone("R11");
        stage.produce(1);
        stage.settle();

        stage.fetch(2, 0);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2));
    }

    @Test
    void a_follower_must_have_what_was_there_when_the_epoch_began() {
        var stage = Stage.follower();
        stage.append(stage.epoch(), 2);
        stage.settle();
        stage.elected();
        assertThat(stage.replica().highWatermark()).isZero();

        stage.fetch(2, 1);
        assertThat(stage.proposed).isEmpty();
        stage.fetch(2, 2);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void a_fenced_follower_or_one_of_another_life_is_not_proposed() {
        var stage = Stage.alone();
        long former = stage.cluster.epoch(2);
        stage.cluster.fence(2);
        stage.fetch(2, 0);
        assertThat(stage.proposed).isEmpty();
        stage.cluster.start(2);

        stage.fetch(2, former, 0);
        assertThat(stage.proposed).isEmpty();
        stage.fetch(2, 0);

        assertThat(stage.proposed).hasSize(1);
    }

    @Test
    void a_follower_that_is_about_to_stop_is_not_proposed() {
        var stage = Stage.alone();
        stage.cluster.shutDown(2);

        stage.fetch(2, 0);

        assertThat(stage.proposed).isEmpty();
    }

    @Test
    void the_high_watermark_waits_for_who_is_proposed() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        var answer = stage.produce(ALL);
        stage.settle();

        assertThat(answer).hasToString("nothing");
        stage.fetch(2, 1);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.proposed).hasSize(1);
        assertThat(stage.world.hits()).contains("high watermark waits for a proposed in-sync replica");
    }

    @Test
    void mutant_R3_it_does_not() {
        var stage = Stage.alone("R3");
        stage.fetch(2, 0);

        var answer = stage.produce(ALL);
        stage.settle();

        assertThat(answer).hasToString("NONE at 0");
        stage.decide();
        assertThat(stage.cluster.state().isr()).containsExactly(1, 2);
    }

    @Test
    void it_takes_what_the_image_says_and_nothing_earlier() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        stage.proposed.get(0).done().accept(MetadataError.NONE);
        assertThat(stage.seen).endsWith("in sync [1] or [1, 2]");

        stage.decide();

        assertThat(stage.seen).endsWith("in sync [1, 2] or [1, 2]");
        stage.fetch(3, 0);
        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void one_proposal_is_under_way_at_a_time() {
        var stage = Stage.alone();

        stage.fetchBoth(0);
        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2));
        stage.decide();
        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void who_was_proposed_counts_after_an_error_that_leaves_it_open() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        var lost = stage.proposed.remove(0);
        lost.done().accept(MetadataError.INVALID_UPDATE_VERSION);
        stage.world.runFor(Stage.SECOND);

        var answer = stage.produce(ALL);
        stage.settle();
        assertThat(answer).hasToString("nothing");
        stage.cluster.propose(1, lost.proposal());

        assertThat(stage.cluster.state().isr()).containsExactly(1, 2);
        assertThat(answer).hasToString("nothing");
    }

    @Test
    void who_is_refused_and_not_active_counts_no_more() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        stage.cluster.fence(2);
        var answer = stage.produce(ALL);
        stage.settle();
        assertThat(answer).hasToString("nothing");

        assertThat(stage.decide()).isEqualTo(MetadataError.INELIGIBLE_REPLICA);
        assertThat(answer).hasToString("nothing");
        stage.world.runFor(Stage.SECOND);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.proposed).isEmpty();
    }

    @Test
    void who_is_refused_and_active_by_now_is_proposed_again() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        stage.proposed.remove(0).done().accept(MetadataError.INELIGIBLE_REPLICA);

        assertThat(stage.proposed).isEmpty();
        stage.world.runFor(Stage.SECOND);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2));
        assertThat(stage.seen).endsWith("in sync [1] or [1, 2]");
    }

    @Test
    void a_life_that_is_over_cannot_be_in_sync_whatever_becomes_of_the_proposal() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        var answer = stage.produce(ALL);
        stage.settle();

        stage.cluster.start(2);
        stage.fetch(3, 0);

        assertThat(answer).hasToString("NONE at 0");
    }

    @Test
    void a_late_answer_is_about_the_proposal_that_it_is_of() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        var first = stage.proposed.remove(0);
        stage.cluster.propose(1, first.proposal());
        stage.fetch(3, 0);

        first.done().accept(MetadataError.INELIGIBLE_REPLICA);
        stage.world.runFor(Stage.SECOND);

        assertThat(stage.proposed).hasSize(1);
    }

    @Test
    void who_has_not_caught_up_for_long_enough_leaves() {
        var stage = Stage.leading();
        stage.fetchBoth(0);
        stage.produce(1);

        stage.world.runFor(LAG - 5 * Stage.SECOND);
        stage.fetch(3, 1);
        assertThat(stage.proposed).isEmpty();
        stage.world.runFor(21 * Stage.SECOND);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 3));
        assertThat(stage.seen).doesNotContain("hw 1");
        stage.decide();
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
    }

    @Test
    void who_is_a_fetch_behind_all_the_time_stays() {
        var stage = Stage.leading();

        for (int i = 0; i < 20; i++) {
            stage.fetchBoth(i);
            stage.produce(1);
            stage.world.runFor(5 * Stage.SECOND);
        }

        assertThat(stage.proposed).isEmpty();
    }

    /** Until they are proposed to be without broker 2, which fetches half of what is written. */
    private static Stage fallenBehind() {
        var stage = Stage.leading();
        for (int i = 0; i < 20 && stage.proposed.isEmpty(); i++) {
            stage.fetch(2, i);
            stage.fetch(3, 2L * i);
            stage.produce(1);
            stage.produce(1);
            stage.world.runFor(5 * Stage.SECOND);
        }
        return stage;
    }

    @Test
    void who_falls_behind_more_and_more_leaves() {
        var stage = fallenBehind();

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 3));
    }

    /** Seed 18454: one link was slow, and twice in each round trip to the controllers a proposal was made. */
    @Test
    void who_has_left_is_not_measured_by_the_high_watermark_that_waited_for_him() {
        var stage = fallenBehind();
        long waited = stage.replica().highWatermark();

        stage.decide();

        assertThat(stage.replica().highWatermark()).isGreaterThan(waited);
        assertThat(stage.proposed).isEmpty();
    }

    @Test
    void who_has_what_is_committed_and_does_not_keep_up_is_not_proposed() {
        var stage = fallenBehind();
        stage.decide();
        long committed = stage.replica().highWatermark();

        stage.fetch(2, committed - 1);
        assertThat(stage.proposed).isEmpty();
        stage.fetch(2, committed);
        assertThat(stage.proposed).isEmpty();
        stage.fetch(2, committed + 2);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void who_has_what_is_committed_and_keeps_up_a_fetch_behind_is_proposed() {
        var stage = fallenBehind();
        stage.decide();
        long committed = stage.replica().highWatermark();

        stage.fetch(2, committed - 1);
        stage.produce(1);
        assertThat(stage.proposed).isEmpty();
        stage.fetch(2, committed + 2);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void who_has_everything_stays_however_long_it_is_silent() {
        var stage = Stage.leading();
        stage.fetchBoth(0);

        stage.world.runFor(10 * LAG);

        assertThat(stage.proposed).isEmpty();
    }

    @Test
    void one_that_was_never_heard_of_leaves() {
        var stage = Stage.leading();
        stage.fetch(2, 0);

        stage.world.runFor(2 * LAG);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2));
    }

    @Test
    void a_shrink_counts_when_it_is_granted() {
        var stage = Stage.leading();
        var answer = stage.produce(ALL);
        stage.world.runFor(2 * LAG);
        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1));

        assertThat(answer).hasToString("nothing");
        stage.decide();

        assertThat(answer).hasToString("NONE at 0");
    }

    @Test
    void mutant_R10_a_shrink_counts_at_once() {
        var stage = Stage.leading("R10");
        var answer = stage.produce(ALL);

        stage.world.runFor(2 * LAG);

        assertThat(answer).hasToString("NONE at 0");
        assertThat(stage.cluster.state().isr()).containsExactly(1, 2, 3);
    }

    @Test
    void in_a_run_it_may_shrink_early() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.fetch(3, 1);
        stage.world.rare = 1;

        stage.world.runFor(16 * Stage.SECOND);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 3));
    }

    @Test
    void a_leader_that_was_elected_uncleanly_stays_alone_until_it_has_recovered() {
        var stage = Stage.follower();
        stage.cluster.isr(2);
        stage.cluster.fence(3);
        stage.cluster.set("unclean.leader.election.enable", "true");
        stage.cluster.fence(2);
        stage.cluster.start(2);
        stage.settle();
        assertThat(stage.cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERING);
        stage.fetch(2, 0);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1));
        stage.decide();
        assertThat(stage.cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERED);

        assertThat(stage.proposed).extracting(Stage.Proposed::isr).containsExactly(List.of(1, 2));
    }

    @Test
    void a_proposal_that_is_pending_when_leadership_ends_is_forgotten() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        var late = stage.proposed.remove(0);

        stage.cluster.fence(1);
        late.done().accept(MetadataError.FENCED_LEADER_EPOCH);
        stage.world.runFor(Stage.SECOND);

        assertThat(stage.proposed).isEmpty();
        assertThat(stage.world.hits()).contains("leadership ends with a proposed ISR pending");
    }

    @Test
    void in_sync_followers_are_those_that_the_image_says_and_that_were_heard() {
        var stage = Stage.alone();
        stage.fetch(2, 0);
        assertThat(stage.replica().inSyncFollowers()).isEmpty();

        stage.decide();

        assertThat(stage.replica().inSyncFollowers()).hasToString("[Follower[replica=2, logStart=0, logEnd=0]]");
    }
}
