package io.waybill.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.Heartbeat;
import io.waybill.raft.message.Message.HeartbeatReply;
import io.waybill.raft.message.Message.TimeoutNow;
import io.waybill.raft.message.Message.VoteReply;
import io.waybill.raft.message.Message.VoteRequest;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionTest {

    private static final long MILLI = Bench.MILLI;

    @Test
    void a_silent_member_asks_before_it_changes_its_term() {
        var member = Bench.of(0, 3);

        member.after(1_300 * MILLI);

        assertThat(member.view().role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(member.view().term()).isZero();
        assertThat(member.sent(VoteRequest.class)).hasSize(2).allMatch(it -> it.pre() && it.term() == 1);
    }

    @Test
    void who_starts_asks_soon_because_it_has_heard_of_no_leader() {
        var member = Bench.of(0, 3, Bench.disk(5, 2, 1), Mutants.NONE);

        member.after(20 * MILLI);

        assertThat(member.view().term()).isEqualTo(5);
        assertThat(member.sent(VoteRequest.class)).hasSize(2).allMatch(it -> it.pre() && it.term() == 6);
    }

    @Test
    void who_starts_leaves_it_to_the_one_that_has_asked() {
        var member = Bench.of(0, 3);

        member.receive(new VoteRequest(1, 1, true, false, 0, 0));
        member.after(590 * MILLI);

        assertThat(member.last(VoteReply.class).granted()).isTrue();
        assertThat(member.sent(VoteRequest.class)).isEmpty();
    }

    @Test
    void of_two_that_ask_when_they_start_the_one_with_the_larger_id_gives_way() {
        var small = Bench.of(0, 3);
        var large = Bench.of(1, 3);
        small.after(20 * MILLI);
        large.after(20 * MILLI);

        small.receive(new VoteRequest(1, 1, true, false, 0, 0));
        large.receive(new VoteRequest(0, 1, true, false, 0, 0));

        assertThat(small.view().role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(large.view().role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void who_has_given_way_once_does_so_no_more() {
        var member = Bench.of(1, 3);
        member.receive(new VoteRequest(0, 1, true, false, 0, 0));
        member.after(1_300 * MILLI);

        member.receive(new VoteRequest(0, 1, true, false, 0, 0));

        assertThat(member.view().role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    @Test
    void a_candidate_asks_for_votes_only_once_its_own_is_durable() {
        var member = Bench.of(0, 3);
        member.fastDisk = false;
        member.after(1_300 * MILLI);
        member.forget();

        member.receive(new VoteReply(1, 1, true, true, false));
        var before = List.copyOf(member.sent);
        member.persist();

        assertThat(before).isEmpty();
        assertThat(member.sent(VoteRequest.class)).hasSize(2).noneMatch(VoteRequest::pre);
        assertThat(member.saved.votedFor()).isZero();
    }

    @Test
    void a_vote_is_given_only_once_it_is_durable() {
        var member = Bench.of(0, 3);
        member.fastDisk = false;

        member.receive(new VoteRequest(1, 1, false, false, 0, 0));
        var before = List.copyOf(member.sent);
        member.persist();

        assertThat(before).isEmpty();
        assertThat(member.last(VoteReply.class).granted()).isTrue();
        assertThat(member.saved).isEqualTo(new HardState(1, 1, false, 0));
    }

    @Test
    void nobody_votes_twice_in_a_term_even_after_a_restart() {
        var member = Bench.of(0, 3, Bench.disk(5, 1), Mutants.NONE);

        member.receive(new VoteRequest(2, 5, false, false, 9, 5));

        assertThat(member.last(VoteReply.class).granted()).isFalse();
    }

    /** Figure 7 of the paper: who of a to f may vote for the leader that is about to be elected. */
    @Test
    void only_those_whose_log_is_not_more_up_to_date_vote_for_the_leader_of_figure_7() {
        var logs = new long[][] {
            {1, 1, 1, 4, 4, 5, 5, 6, 6},
            {1, 1, 1, 4},
            {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6},
            {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7},
            {1, 1, 1, 4, 4, 4, 4},
            {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3}
        };

        var granted = new StringBuilder();
        for (int i = 0; i < logs.length; i++) {
            var member = Bench.of(1, 7, Bench.disk(7, HardState.NOBODY, logs[i]), Mutants.NONE);
            member.receive(new VoteRequest(0, 8, false, false, 10, 6));
            granted.append(member.last(VoteReply.class).granted() ? (char) ('a' + i) : '-');
        }

        assertThat(granted).hasToString("ab--ef");
    }

    @Test
    void a_member_that_hears_the_leader_neither_votes_nor_changes_its_term() {
        var member = Bench.of(0, 3);
        member.receive(new Heartbeat(1, 3, 1, 0, 0));
        member.forget();

        member.receive(new VoteRequest(2, 9, false, false, 9, 8));

        assertThat(member.view().term()).isEqualTo(3);
        assertThat(member.sent).isEmpty();
    }

    @Test
    void a_member_that_hears_the_leader_votes_where_the_leader_wants_the_election() {
        var member = Bench.of(0, 3);
        member.receive(new Heartbeat(1, 3, 1, 0, 0));

        member.receive(new VoteRequest(2, 4, false, true, 9, 3));

        assertThat(member.last(VoteReply.class).granted()).isTrue();
    }

    @Test
    void a_pre_vote_is_refused_for_a_stale_log_and_the_refusal_brings_the_term() {
        var member = Bench.of(0, 3, Bench.disk(7, HardState.NOBODY, 5, 6), Mutants.NONE);
        var candidate = Bench.of(1, 3, Bench.disk(5, HardState.NOBODY, 5), Mutants.NONE);

        member.receive(new VoteRequest(1, 6, true, false, 1, 5));
        candidate.receive(member.last(VoteReply.class));

        assertThat(member.said).doesNotContain("vote refused for a stale log");
        assertThat(candidate.view().term()).isEqualTo(7);
    }

    /** Without this a member with a higher term and a shorter log would neither be elected nor follow. */
    @Test
    void a_leader_that_is_behind_in_terms_hears_of_it_and_steps_down() {
        var ahead = Bench.of(2, 3, Bench.disk(9, HardState.NOBODY, 1), Mutants.NONE);
        var leader = Bench.of(0, 3);
        leader.lead(1);

        ahead.receive(new Heartbeat(0, leader.view().term(), 1, 0, 1));
        leader.receive(ahead.last(HeartbeatReply.class));

        assertThat(leader.view().role()).isEqualTo(Role.FOLLOWER);
        assertThat(leader.view().term()).isEqualTo(9);
    }

    @Test
    void a_leader_steps_down_that_hears_from_no_majority() {
        var leader = Bench.of(0, 3);
        leader.lead(1);

        leader.after(600 * MILLI);
        leader.after(600 * MILLI);

        assertThat(leader.view().role()).isEqualTo(Role.FOLLOWER);
        assertThat(leader.said).contains("deposed");
    }

    @Test
    void a_leader_goes_on_that_hears_from_a_majority() {
        var leader = Bench.of(0, 3);
        leader.lead(1);

        for (int i = 0; i < 20; i++) {
            leader.after(150 * MILLI);
            leader.receive(new HeartbeatReply(2, leader.view().term(), i));
        }

        assertThat(leader.view().role()).isEqualTo(Role.LEADER);
    }

    @Test
    void whoever_may_have_lost_entries_does_not_make_a_majority() {
        var candidate = Bench.of(0, 3);
        candidate.after(1_300 * MILLI);

        candidate.receive(new VoteReply(1, 1, true, true, true));

        assertThat(candidate.view().role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    @Test
    void all_voters_together_elect_although_some_may_have_lost_entries() {
        var lossy = new Recovered(new HardState(0, HardState.NOBODY, true, 0), null, 0, 0, List.of());
        var candidate = Bench.of(0, 3, lossy, Mutants.NONE);
        candidate.after(1_300 * MILLI);

        for (boolean pre : new boolean[] {true, false}) {
            candidate.receive(new VoteReply(1, 1, pre, true, true));
            candidate.receive(new VoteReply(2, 1, pre, true, true));
        }

        assertThat(candidate.view().role()).isEqualTo(Role.LEADER);
        assertThat(candidate.saved.abstains()).isFalse();
    }

    @Test
    void a_member_counts_again_once_it_has_the_log_that_the_leader_had() {
        var lossy = new Recovered(new HardState(2, HardState.NOBODY, true, 0), null, 0, 0, Bench.entries(0, 1));
        var member = Bench.of(0, 3, lossy, Mutants.NONE);

        member.receive(new AppendRequest(1, 2, 1, 1, 1, 3, Bench.entries(1, 2)));
        boolean halfWay = member.view().abstains();
        member.receive(new AppendRequest(1, 2, 2, 2, 1, 4, Bench.entries(2, 2)));

        assertThat(halfWay).isTrue();
        assertThat(member.view().abstains()).isFalse();
        assertThat(member.saved.abstains()).isFalse();
    }

    @Test
    void whoever_is_asked_to_lead_stands_at_once_and_skips_the_question() {
        var member = Bench.of(0, 3);
        member.receive(new Heartbeat(1, 3, 1, 0, 0));
        member.forget();

        member.receive(new TimeoutNow(1, 3));

        assertThat(member.view().term()).isEqualTo(4);
        assertThat(member.sent(VoteRequest.class)).hasSize(2).allMatch(it -> it.transfer() && !it.pre());
    }

    @Test
    void a_stale_log_is_elected_only_where_neither_question_looks_at_it() {
        var stale = new VoteRequest(1, 6, true, false, 1, 1);
        var real = new VoteRequest(1, 6, false, false, 1, 1);
        var one = Bench.of(0, 3, Bench.disk(5, HardState.NOBODY, 5), Mutants.of(QuorumMutant.Q12));
        var both =
                Bench.of(0, 3, Bench.disk(5, HardState.NOBODY, 5), Mutants.of(QuorumMutant.Q12, QuorumMutant.Q12_VOTE));

        for (var member : List.of(one, both)) {
            member.receive(stale);
            member.receive(real);
        }

        assertThat(one.sent(VoteReply.class)).extracting(VoteReply::granted).containsExactly(true, false);
        assertThat(both.sent(VoteReply.class)).extracting(VoteReply::granted).containsExactly(true, true);
    }

    @Test
    void the_mutants_q1_and_q2_forget_the_vote_and_the_term() {
        var forgetsVote = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY), Mutants.of(QuorumMutant.Q1));
        var forgetsTerm = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY), Mutants.of(QuorumMutant.Q2));

        for (var member : List.of(forgetsVote, forgetsTerm)) {
            member.receive(new VoteRequest(1, 4, false, false, 0, 0));
        }

        assertThat(forgetsVote.saved).isEqualTo(new HardState(4, HardState.NOBODY, false, 0));
        assertThat(forgetsTerm.saved).isEqualTo(new HardState(1, 1, false, 0));
    }

    @Test
    void a_candidate_asks_again_those_who_have_not_answered() {
        var member = Bench.of(0, 3);
        member.after(1_300 * MILLI);
        member.receive(new VoteReply(1, 1, true, true, false));
        member.forget();

        member.after(150 * MILLI);

        assertThat(member.sent(VoteRequest.class)).hasSize(2).noneMatch(VoteRequest::pre);
    }
}
