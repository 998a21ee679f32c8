package io.waybill.raft;

import static io.waybill.raft.world.SmallQuorum.MILLI;
import static io.waybill.raft.world.SmallQuorum.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.raft.client.Outcome;
import io.waybill.raft.machine.Ledger;
import io.waybill.raft.world.SmallQuorum;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Commands that a member proposes itself. */
class OwnProposalTest {

    private static final int PROPOSALS = 20;

    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void a_leader_proposes_many_at_once_and_hears_their_results_in_order() {
        var quorum = quorum(3);
        int leader = quorum.elect();

        for (int i = 0; i < PROPOSALS; i++) {
            propose(quorum, leader, i);
        }
        quorum.world.runFor(SECOND);

        assertThat(outcomes).hasSize(PROPOSALS).allMatch(Outcome.Ok.class::isInstance);
        assertThat(results()).isSorted().doesNotHaveDuplicates();
        assertThat(quorum.ledgers.get(leader).endOffset(0)).isEqualTo(PROPOSALS);
    }

    @Test
    void a_result_comes_after_the_command_was_applied_and_never_inside_the_call() {
        var quorum = quorum(1);
        int leader = quorum.elect();
        var endThen = new ArrayList<Long>();

        quorum.nodes
                .get(leader)
                .propose(
                        Ledger.append(0, bytes(1)),
                        outcome -> endThen.add(quorum.ledgers.get(leader).endOffset(0)));
        var before = List.copyOf(endThen);
        quorum.world.runFor(SECOND);

        assertThat(before).isEmpty();
        assertThat(endThen).containsExactly(1L);
    }

    @Test
    void what_is_proposed_twice_takes_effect_twice() {
        var quorum = quorum(3);
        int leader = quorum.elect();

        propose(quorum, leader, 7);
        propose(quorum, leader, 7);
        quorum.world.runFor(SECOND);

        assertThat(quorum.ledgers.get(leader).endOffset(0)).isEqualTo(2);
        assertThat(quorum.breaches).isEmpty();
    }

    @Test
    void a_follower_certainly_does_not_propose() {
        var quorum = quorum(3);
        int follower = (quorum.elect() + 1) % 3;

        propose(quorum, follower, 1);
        var before = List.copyOf(outcomes);
        quorum.world.runFor(SECOND);

        assertThat(before).isEmpty();
        assertThat(outcomes).hasSize(1).allMatch(Outcome.Fail.class::isInstance);
        assertThat(quorum.ledgers.get(follower).endOffset(0)).isZero();
    }

    @Test
    void a_member_that_has_not_read_its_disk_certainly_does_not_propose() {
        var quorum = quorum(1);

        propose(quorum, 0, 1);
        quorum.world.runFor(5 * SECOND);

        assertThat(outcomes).hasSize(1).allMatch(Outcome.Fail.class::isInstance);
    }

    @Test
    void a_leader_that_is_deposed_does_not_know_how_it_ends() {
        var quorum = quorum(3);
        int leader = quorum.elect();
        quorum.world.passes = (from, to) -> from != leader && to != leader;
        quorum.world.cut();

        propose(quorum, leader, 1);
        quorum.world.runFor(5 * SECOND);

        assertThat(outcomes).hasSize(1).allMatch(Outcome.Info.class::isInstance);
    }

    @Test
    void too_many_proposals_at_once_are_refused() {
        var quorum = quorum(3);
        int leader = quorum.elect();
        quorum.world.passes = (from, to) -> from != leader && to != leader;
        quorum.world.cut();

        for (int i = 0; i < 10_001; i++) {
            propose(quorum, leader, i);
        }
        quorum.world.runFor(MILLI);

        assertThat(outcomes).hasSize(1).allMatch(Outcome.Fail.class::isInstance);
    }

    private static SmallQuorum quorum(int voters) {
        return new SmallQuorum(1, voters, voters, UnaryOperator.identity());
    }

    private void propose(SmallQuorum quorum, int node, int value) {
        quorum.nodes.get(node).propose(Ledger.append(0, bytes(value)), outcomes::add);
    }

    private List<Long> results() {
        return outcomes.stream()
                .map(outcome -> ((Outcome.Ok) outcome).result().getLong(1))
                .toList();
    }

    private static ByteBuffer bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).flip();
    }
}
