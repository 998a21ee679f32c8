package io.waybill.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.raft.entry.Membership;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuorumInvariantsTest {

    private static final Membership THREE = Membership.of(List.of(1, 2, 3), List.of(), List.of());

    private final Findings findings = new Findings(() -> 0);
    private final QuorumInvariants invariants = new QuorumInvariants(6, THREE, findings);
    private final PretendedMember one = new PretendedMember(1, invariants, THREE);
    private final PretendedMember two = new PretendedMember(2, invariants, THREE);
    private final PretendedMember three = new PretendedMember(3, invariants, THREE);

    private List<String> found() {
        return findings.all().stream().map(Finding::id).toList();
    }

    /** Member 1 leads term 1 with the vote of member 2. */
    private void oneLeads() {
        one.stand(1);
        two.vote(1, 1);
        one.lead(1);
    }

    @Test
    void a_quorum_that_elects_replicates_and_commits_breaks_nothing() {
        oneLeads();

        one.append(1, "a").sync();
        two.append(1, "a").sync().acknowledge();
        one.commit(1).apply(1, 7);
        two.commit(1).apply(1, 7);

        assertThat(found()).isEmpty();
    }

    @Test
    void two_leaders_of_one_term_break_election_safety() {
        oneLeads();

        three.stand(1).lead(1);

        assertThat(found()).contains("election safety");
    }

    @Test
    void a_leader_without_the_votes_of_a_majority_is_found() {
        one.stand(1);

        one.lead(1);

        assertThat(found()).containsExactly("leaders have a majority");
    }

    @Test
    void a_second_vote_in_a_term_is_found_even_after_a_crash() {
        one.stand(1);
        three.stand(1);
        two.vote(1, 1).crash().forget(1, -1, 0);

        two.start().vote(1, 3);

        assertThat(found()).containsExactly("one vote a term");
    }

    @Test
    void a_vote_that_nobody_was_told_may_be_forgotten() {
        two.term(1).crash().forget(0, -1, 0);

        two.start();

        assertThat(found()).isEmpty();
    }

    @Test
    void a_term_that_others_were_told_must_not_be_forgotten() {
        one.stand(4);
        two.vote(4, 1).crash().forget(3, -1, 0);

        two.start();

        assertThat(found()).containsExactly("term never regresses");
    }

    @Test
    void a_vote_for_a_shorter_log_is_found() {
        two.append(1, "a").sync();
        one.stand(2);

        two.vote(2, 1);

        assertThat(found()).containsExactly("votes go to complete logs");
    }

    @Test
    void two_entries_of_one_index_and_term_break_log_matching() {
        one.append(1, "a");

        two.append(1, "b");

        assertThat(found()).containsExactly("log matching");
    }

    @Test
    void the_same_entry_after_different_ones_breaks_log_matching() {
        one.append(1, "a").append(3, "c");

        two.append(2, "b").append(3, "c");

        assertThat(found()).containsExactly("log matching");
    }

    @Test
    void a_later_leader_without_a_committed_entry_is_found() {
        oneLeads();
        one.append(1, "a").sync();
        two.append(1, "a").sync().acknowledge();
        one.commit(1);

        three.stand(2).lead(2);

        assertThat(found()).contains("leader completeness");
    }

    @Test
    void an_entry_that_is_committed_before_a_majority_has_it_on_disk_is_found() {
        oneLeads();
        one.append(1, "a").sync();
        two.append(1, "a");

        one.commit(1);

        assertThat(found()).containsExactly("committed is durable on a majority");
    }

    @Test
    void a_leader_that_commits_an_older_term_by_counting_is_found() {
        one.append(1, "a").sync();
        two.append(1, "a").sync().acknowledge();
        one.stand(2);
        two.vote(2, 1);
        one.lead(2);

        one.commit(1);

        assertThat(found()).containsExactly("a leader commits its own term");
    }

    @Test
    void an_acknowledgement_before_the_disk_has_the_entry_is_found() {
        two.append(1, "a");

        two.acknowledge();

        assertThat(found()).containsExactly("acknowledged is durable");
    }

    @Test
    void an_acknowledged_entry_that_a_crash_took_away_is_found() {
        two.append(1, "a").sync().acknowledge().crash().forget(0, -1, 0);

        two.start();

        assertThat(found()).containsExactly("acknowledged is kept");
    }

    @Test
    void an_acknowledged_entry_that_a_fault_destroyed_is_excused() {
        two.append(1, "a").sync().acknowledge().crash().forget(0, -1, 0);
        invariants.harmed(2);

        two.start();

        assertThat(found()).isEmpty();
    }

    @Test
    void a_committed_entry_that_is_cut_off_is_found_and_another_is_not() {
        oneLeads();
        one.append(1, "a").sync().append(1, "b");
        two.append(1, "a").sync().acknowledge();
        one.commit(1);

        one.truncate(2);
        List<String> before = found();
        two.truncate(1);

        assertThat(before).isEmpty();
        assertThat(found()).containsExactly("committed entries stay");
    }

    @Test
    void two_members_that_differ_after_the_same_entry_break_state_machine_safety() {
        oneLeads();
        one.append(1, "a").sync();
        two.append(1, "a").sync().acknowledge();
        one.commit(1).apply(1, 7);

        two.commit(1).apply(1, 8);

        assertThat(found()).containsExactly("state machine safety");
    }

    @Test
    void a_snapshot_over_a_newer_state_is_found() {
        oneLeads();
        one.append(1, "a").append(1, "b").sync();
        two.append(1, "a").append(1, "b").sync().acknowledge();
        one.commit(2).apply(1, 7).apply(2, 8);

        one.install(1, 1);

        assertThat(found()).contains("commit index never regresses");
    }

    @Test
    void a_second_change_before_the_first_is_committed_is_found() {
        oneLeads();
        one.append(1, THREE.withObserver(4));

        one.append(1, THREE.withObserver(4).withObserver(5));

        assertThat(found()).containsExactly("one membership change at a time");
    }

    @Test
    void a_voter_that_was_never_a_learner_is_found() {
        oneLeads();

        one.append(1, THREE.withVoter(4));

        assertThat(found()).containsExactly("new voters have caught up");
    }

    @Test
    void majorities_of_neighbouring_memberships_meet_unless_two_nodes_change() {
        Membership five = Membership.of(List.of(1, 2, 3, 4, 5), List.of(), List.of());

        boolean oneMore = Committed.canPart(THREE, THREE.withVoter(4));
        boolean twoMore = Committed.canPart(THREE, five);

        assertThat(oneMore).isFalse();
        assertThat(twoMore).isTrue();
    }

    @Test
    void every_invariant_has_an_id_of_its_own_and_a_definition() {
        List<String> ids = Arrays.stream(Invariant.values()).map(Invariant::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(Invariant.values())
                .allSatisfy(each -> assertThat(each.definition()).endsWith("."));
    }
}
