package io.waybill.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.TimeoutNow;
import io.waybill.raft.message.Message.VoteRequest;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import org.junit.jupiter.api.Test;

class MembershipChangeTest {

    private static Bench leaderOfThree(Mutants mutants) {
        var leader = Bench.of(0, 3, Bench.disk(0, HardState.NOBODY), mutants);
        leader.lead(1);
        leader.acknowledge(1, 1);
        return leader;
    }

    /** Two leaders that each change the membership once, with no entry of their term between, share no majority. */
    @Test
    void a_change_waits_for_an_entry_of_the_leaders_own_term() {
        var leader = Bench.of(0, 4);
        leader.lead(1, 2);

        leader.core.change(9, ChangeKind.REMOVE, 3, leader.now);

        assertThat(leader.said).contains("declined 9: no entry of this leader's term is committed yet");
        assertThat(leader.view().membership().isVoter(3)).isTrue();
    }

    @Test
    void a_second_change_is_declined_while_the_first_is_not_committed() {
        var leader = leaderOfThree(Mutants.NONE);
        leader.core.change(1, ChangeKind.REMOVE, 2, leader.now);

        leader.core.change(2, ChangeKind.REMOVE, 1, leader.now);

        assertThat(leader.said).contains("declined 2: another change is under way");
    }

    @Test
    void the_mutant_q8_begins_a_second_change() {
        var leader = leaderOfThree(Mutants.of(QuorumMutant.Q8));
        leader.core.change(1, ChangeKind.REMOVE, 2, leader.now);

        leader.core.change(2, ChangeKind.REMOVE, 1, leader.now);

        assertThat(leader.view().membership().voterCount()).isEqualTo(1);
    }

    @Test
    void a_removal_counts_as_soon_as_it_is_in_the_log_and_is_done_when_committed() {
        var leader = leaderOfThree(Mutants.NONE);

        leader.core.change(1, ChangeKind.REMOVE, 2, leader.now);
        leader.persist();
        boolean early = leader.said.contains("done 1");
        leader.acknowledge(1, 2);

        assertThat(early).isFalse();
        assertThat(leader.said).contains("done 1");
    }

    @Test
    void a_new_voter_learns_first_and_is_promoted_when_it_has_caught_up() {
        var leader = leaderOfThree(Mutants.NONE);
        leader.core.change(1, ChangeKind.ADD_VOTER, 3, leader.now);
        leader.persist();
        leader.acknowledge(1, 2);
        boolean learns = leader.view().membership().isLearner(3);

        leader.acknowledge(3, 2);
        boolean votes = leader.view().membership().isVoter(3);
        leader.persist();
        leader.acknowledge(1, 3);
        leader.acknowledge(2, 3);

        assertThat(learns).isTrue();
        assertThat(votes).isTrue();
        assertThat(leader.said).contains("learner promoted", "done 1");
    }

    @Test
    void a_learner_does_not_count_but_with_the_mutant_q9() {
        var right = leaderOfThree(Mutants.NONE);
        var wrong = leaderOfThree(Mutants.of(QuorumMutant.Q9));

        for (var leader : new Bench[] {right, wrong}) {
            leader.core.change(1, ChangeKind.ADD_VOTER, 3, leader.now);
            leader.persist();
            leader.acknowledge(3, 2);
        }

        assertThat(right.committed).isEqualTo(1);
        assertThat(wrong.committed).isEqualTo(2);
    }

    @Test
    void an_observer_never_counts() {
        var leader = leaderOfThree(Mutants.NONE);
        leader.core.change(1, ChangeKind.ADD_OBSERVER, 3, leader.now);
        leader.persist();

        leader.acknowledge(3, 2);

        assertThat(leader.committed).isEqualTo(1);
    }

    @Test
    void a_leader_that_removes_itself_leads_until_that_is_committed_and_does_not_count_itself() {
        var leader = leaderOfThree(Mutants.NONE);
        leader.core.change(1, ChangeKind.REMOVE, 0, leader.now);
        leader.persist();

        leader.acknowledge(1, 2);
        var before = leader.view().role();
        leader.acknowledge(2, 2);

        assertThat(before).isEqualTo(Role.LEADER);
        assertThat(leader.view().role()).isEqualTo(Role.FOLLOWER);
        assertThat(leader.said).contains("done 1", "leader removed itself");
    }

    @Test
    void a_change_whose_entry_is_replaced_is_undone() {
        var leader = leaderOfThree(Mutants.NONE);
        leader.core.change(1, ChangeKind.REMOVE, 2, leader.now);
        leader.persist();

        leader.receive(new AppendRequest(1, 5, 1, 1, 1, 2, Bench.entries(1, 5)));

        assertThat(leader.view().membership().isVoter(2)).isTrue();
        assertThat(leader.said).contains("unknown 1");
    }

    @Test
    void a_transfer_waits_until_the_target_has_everything_and_holds_proposals() {
        var leader = leaderOfThree(Mutants.NONE);

        leader.core.transfer(1, 2, leader.now);
        leader.propose(5, "held");
        boolean told = !leader.sent(TimeoutNow.class).isEmpty();
        leader.acknowledge(2, 1);
        leader.receive(new VoteRequest(2, 2, false, true, 1, 1));

        assertThat(told).isFalse();
        assertThat(leader.sent(TimeoutNow.class)).hasSize(1);
        assertThat(leader.said).contains("done 1", "refused 5 for -1");
    }

    @Test
    void a_transfer_that_takes_too_long_is_given_up_and_held_proposals_go_on() {
        var leader = leaderOfThree(Mutants.NONE);
        leader.core.transfer(1, 2, leader.now);
        leader.propose(5, "held");

        leader.after(700 * Bench.MILLI);

        assertThat(leader.said).contains("accepted 5 at 2");
        assertThat(leader.appended.get(leader.appended.size() - 1).kind()).isEqualTo(EntryKind.COMMAND);
    }
}
