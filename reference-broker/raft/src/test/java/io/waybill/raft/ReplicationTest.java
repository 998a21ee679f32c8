package io.waybill.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.message.Message.AppendRefusal;
import io.waybill.raft.message.Message.AppendReply;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.Heartbeat;
import io.waybill.raft.message.Message.VoteRequest;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationTest {

    private static final long MILLI = Bench.MILLI;

    @Test
    void a_proposal_is_committed_once_a_majority_has_it() {
        var leader = Bench.of(0, 3);
        leader.lead(1);

        leader.propose(7, "a");
        leader.acknowledge(2, 2);

        assertThat(leader.said).contains("accepted 7 at 2");
        assertThat(leader.committed).isEqualTo(2);
    }

    @Test
    void a_leader_tells_what_each_member_has_acknowledged() {
        var leader = Bench.of(0, 3);
        long before = leader.view().acknowledgedIndex(2);
        leader.lead(1);

        leader.propose(7, "a");
        leader.acknowledge(2, 2);

        assertThat(before).isEqualTo(-1);
        assertThat(leader.view().acknowledgedIndex(0)).isEqualTo(2);
        assertThat(leader.view().acknowledgedIndex(1)).isLessThan(2);
        assertThat(leader.view().acknowledgedIndex(2)).isEqualTo(2);
        assertThat(leader.view().acknowledgedIndex(9)).isEqualTo(-1);
    }

    @Test
    void a_leader_counts_itself_only_once_its_own_disk_has_the_entry() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.fastDisk = false;

        leader.propose(7, "a");
        leader.acknowledge(1, 2);
        long before = leader.committed;
        leader.persist();

        assertThat(before).isEqualTo(1);
        assertThat(leader.committed).isEqualTo(2);
    }

    @Test
    void a_majority_of_followers_commits_what_the_leader_has_not_written_yet() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.fastDisk = false;

        leader.propose(7, "a");
        leader.acknowledge(1, 2);
        leader.acknowledge(2, 2);

        assertThat(leader.committed).isEqualTo(2);
    }

    @Test
    void a_follower_acknowledges_only_once_its_disk_has_the_entries() {
        var follower = Bench.of(0, 3);
        follower.fastDisk = false;

        follower.receive(new AppendRequest(1, 1, 0, 0, 0, 1, Bench.entries(0, 1)));
        var before = follower.sent(AppendReply.class);
        follower.persist();

        assertThat(before).isEmpty();
        assertThat(follower.last(AppendReply.class).matchIndex()).isEqualTo(1);
    }

    @Test
    void the_mutant_q4_acknowledges_before_its_disk_has_the_entries() {
        var follower = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY), Mutants.of(QuorumMutant.Q4));
        follower.fastDisk = false;

        follower.receive(new AppendRequest(1, 1, 0, 0, 0, 1, Bench.entries(0, 1)));

        assertThat(follower.last(AppendReply.class).matchIndex()).isEqualTo(1);
    }

    /** The leader of the old term could commit with a copy that was replaced in the new one. */
    @Test
    void an_acknowledgement_that_waited_for_the_disk_is_dropped_when_the_term_changes() {
        var follower = Bench.of(0, 3);
        follower.fastDisk = false;
        follower.receive(new AppendRequest(1, 1, 0, 0, 0, 1, Bench.entries(0, 1)));

        follower.receive(new Heartbeat(2, 2, 1, 0, 1));
        follower.persist();

        assertThat(follower.sent(AppendReply.class)).isEmpty();
    }

    /** Figure 8 of the paper, (c): the entry of term 2 is on a majority and must not be committed by that. */
    @Test
    void an_entry_of_an_older_term_is_not_committed_by_counting() {
        var leader = Bench.of(0, 5, Bench.disk(3, HardState.NOBODY, 1, 2), Mutants.NONE);
        leader.lead(1, 2);

        leader.acknowledge(1, 2);
        leader.acknowledge(2, 2);
        long byCounting = leader.committed;
        leader.acknowledge(1, 3);
        leader.acknowledge(2, 3);

        assertThat(byCounting).isZero();
        assertThat(leader.committed).isEqualTo(3);
    }

    @Test
    void the_mutant_q3_commits_the_entry_of_figure_8() {
        var leader = Bench.of(0, 5, Bench.disk(3, HardState.NOBODY, 1, 2), Mutants.of(QuorumMutant.Q3));
        leader.lead(1, 2);

        leader.acknowledge(1, 2);
        leader.acknowledge(2, 2);

        assertThat(leader.committed).isEqualTo(2);
    }

    @Test
    void a_follower_replaces_what_conflicts_and_keeps_what_does_not() {
        var follower = Bench.of(0, 3, Bench.disk(3, HardState.NOBODY, 1, 1, 2, 2), Mutants.NONE);

        follower.receive(new AppendRequest(1, 3, 1, 1, 0, 3, Bench.entries(1, 1, 3)));

        assertThat(follower.said).contains("truncated 3");
        assertThat(follower.view().lastIndex()).isEqualTo(3);
        assertThat(follower.view().termAt(3)).isEqualTo(3);
    }

    @Test
    void an_older_request_does_not_shorten_the_log() {
        var follower = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY, 1, 1, 1), Mutants.NONE);

        follower.receive(new AppendRequest(1, 1, 0, 0, 0, 3, Bench.entries(0, 1)));

        assertThat(follower.view().lastIndex()).isEqualTo(3);
    }

    @Test
    void a_committed_entry_is_never_replaced() {
        var follower = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY, 1, 1, 1), Mutants.of(QuorumMutant.Q6));
        follower.receive(new AppendRequest(1, 1, 3, 1, 3, 3, List.of()));

        assertThatThrownBy(() -> follower.receive(new AppendRequest(1, 1, 0, 0, 0, 3, Bench.entries(0, 1))))
                .hasMessageContaining("committed entries stay");
    }

    @Test
    void a_follower_commits_no_further_than_its_log_is_known_to_be_the_leaders() {
        var follower = Bench.of(0, 3, Bench.disk(2, HardState.NOBODY, 1, 1, 1), Mutants.NONE);

        follower.receive(new AppendRequest(1, 2, 1, 1, 3, 3, List.of()));

        assertThat(follower.committed).isEqualTo(1);
    }

    @Test
    void a_refusal_names_the_conflicting_term_and_where_it_begins() {
        var follower = Bench.of(0, 3, Bench.disk(4, HardState.NOBODY, 1, 2, 2, 2), Mutants.NONE);

        follower.receive(new AppendRequest(1, 4, 4, 3, 0, 4, List.of()));

        assertThat(follower.last(AppendRefusal.class)).isEqualTo(new AppendRefusal(0, 4, 4, 2, 2));
    }

    @Test
    void a_leader_goes_back_a_whole_term_that_it_does_not_have() {
        var leader = Bench.of(0, 3, Bench.disk(4, HardState.NOBODY, 1, 3, 3, 3), Mutants.NONE);
        leader.lead(1);
        leader.forget();

        leader.receive(new AppendRefusal(2, 5, 4, 2, 2));

        assertThat(leader.last(AppendRequest.class).previousIndex()).isEqualTo(1);
    }

    @Test
    void a_leader_goes_back_to_the_end_of_a_term_that_it_has_too() {
        var leader = Bench.of(0, 3, Bench.disk(4, HardState.NOBODY, 1, 2, 2, 3), Mutants.NONE);
        leader.lead(1);
        leader.forget();

        leader.receive(new AppendRefusal(2, 5, 4, 2, 2));

        assertThat(leader.last(AppendRequest.class).previousIndex()).isEqualTo(3);
    }

    @Test
    void who_waits_for_nothing_else_is_told_at_once_what_is_committed() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.acknowledge(1, 1);
        leader.propose(7, "a");
        leader.forget();

        leader.acknowledge(1, 2);

        assertThat(leader.sent).containsExactly(new Heartbeat(0, leader.view().term(), Heartbeat.UNASKED, 2, 2));
        assertThat(leader.receivers).containsExactly(1);
    }

    @Test
    void who_is_sent_more_entries_hears_of_the_commit_with_them() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.acknowledge(1, 1);
        leader.propose(7, "a");
        leader.propose(8, "b");
        leader.propose(9, "c");
        leader.forget();

        leader.acknowledge(1, 2);

        assertThat(leader.sent(Heartbeat.class)).isEmpty();
        assertThat(leader.last(AppendRequest.class).commitIndex()).isEqualTo(2);
    }

    @Test
    void what_only_tells_is_not_answered() {
        var follower = Bench.of(1, 3);
        follower.receive(new AppendRequest(0, 1, 0, 0, 0, 1, Bench.entries(0, 1)));
        follower.forget();

        follower.receive(new Heartbeat(0, 1, Heartbeat.UNASKED, 1, 1));

        assertThat(follower.committed).isEqualTo(1);
        assertThat(follower.sent).isEmpty();
    }

    @Test
    void a_leader_has_no_more_messages_under_way_than_the_window_allows() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.acknowledge(1, 1);
        leader.forget();

        for (int i = 0; i < 5; i++) {
            leader.propose(i + 1, "x");
        }
        int inWindow = toNode(leader, 1);
        leader.acknowledge(1, 2);

        assertThat(inWindow).isEqualTo(2);
        assertThat(leader.last(AppendRequest.class).entries())
                .extracting(Entry::index)
                .containsExactly(4L, 5L, 6L);
    }

    private static int toNode(Bench bench, int node) {
        int count = 0;
        for (int i = 0; i < bench.sent.size(); i++) {
            if (bench.receivers.get(i) == node && bench.sent.get(i) instanceof AppendRequest) {
                count++;
            }
        }
        return count;
    }

    @Test
    void what_was_accepted_is_unknown_once_the_leader_is_deposed() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.propose(7, "a");

        leader.receive(new Heartbeat(2, 9, 1, 0, 0));

        assertThat(leader.said).contains("deposed").doesNotContain("refused 7 for 2");
    }

    @Test
    void a_proposal_is_refused_with_a_hint_where_it_does_not_lead() {
        var follower = Bench.of(0, 3);
        follower.receive(new Heartbeat(2, 1, 1, 0, 0));

        follower.propose(7, "a");

        assertThat(follower.said).contains("refused 7 for 2");
    }

    @Test
    void a_single_voter_commits_with_its_own_disk() {
        var only = Bench.of(0, 1);
        only.after(1_300 * MILLI);

        only.propose(1, "a");

        assertThat(only.committed).isEqualTo(2);
    }

    @Test
    void a_read_waits_for_a_majority_and_for_an_entry_of_the_term() {
        var leader = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY, 1), Mutants.NONE);
        leader.lead(1);
        leader.read(5);
        leader.acknowledge(1, 2);
        long round = leader.last(Heartbeat.class).round();

        leader.receive(new io.waybill.raft.message.Message.HeartbeatReply(
                2, leader.view().term(), round - 1));
        boolean tooEarly = leader.said.contains("readable 5 at 2");
        leader.receive(new io.waybill.raft.message.Message.HeartbeatReply(
                2, leader.view().term(), round));

        assertThat(tooEarly).isFalse();
        assertThat(leader.said).contains("read waits for the first commit of a term", "readable 5 at 2");
    }

    @Test
    void an_answer_to_a_heartbeat_that_was_sent_before_the_read_does_not_confirm_it() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.acknowledge(1, 1);
        long before = leader.last(Heartbeat.class).round();

        leader.read(5);
        leader.receive(new io.waybill.raft.message.Message.HeartbeatReply(
                1, leader.view().term(), before));

        assertThat(leader.said).doesNotContain("readable 5 at 1");
        assertThat(leader.last(Heartbeat.class).round()).isGreaterThan(before);
    }

    @Test
    void a_read_is_refused_when_the_leader_is_deposed() {
        var leader = Bench.of(0, 3);
        leader.lead(1);
        leader.acknowledge(1, 1);
        leader.read(5);

        leader.receive(new VoteRequest(2, 9, false, true, 9, 8));

        assertThat(leader.said).contains("refused 5 for -1");
    }

    @Test
    void the_mutant_q7_answers_a_read_without_asking_anybody() {
        var leader = Bench.of(0, 3, Bench.disk(0, HardState.NOBODY), Mutants.of(QuorumMutant.Q7));
        leader.lead(1);

        leader.read(5);

        assertThat(leader.said).contains("readable 5 at 0");
    }
}
