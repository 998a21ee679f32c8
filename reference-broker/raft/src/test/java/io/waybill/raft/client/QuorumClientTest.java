package io.waybill.raft.client;

import static io.waybill.raft.world.SmallQuorum.MILLI;
import static io.waybill.raft.world.SmallQuorum.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.machine.Ledger;
import io.waybill.raft.settings.Limits;
import io.waybill.raft.world.SmallQuorum;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The client against whole members. */
class QuorumClientTest {

    private final List<Outcome> outcomes = new ArrayList<>();

    private static SmallQuorum quorum(int voters, int addresses) {
        return new SmallQuorum(3, voters, addresses, UnaryOperator.identity());
    }

    private static ByteBuffer append(long value) {
        return Ledger.append(0, ByteBuffer.allocate(8).putLong(0, value));
    }

    private Outcome last() {
        return outcomes.get(outcomes.size() - 1);
    }

    private Outcome change(SmallQuorum quorum, QuorumClient client, ChangeKind kind, int node) {
        client.change(kind, node, 5 * SECOND, outcomes::add);
        quorum.world.runFor(6 * SECOND);
        return last();
    }

    @Test
    void a_command_gives_its_result_and_a_read_sees_it() {
        var quorum = quorum(3, 3);
        var client = quorum.client();

        client.propose(append(5), 9 * SECOND, outcomes::add);
        client.read(Ledger.poll(0, 0, 10), 9 * SECOND, outcomes::add);
        quorum.world.runFor(10 * SECOND);

        assertThat(Ledger.offsetOf(((Outcome.Ok) outcomes.get(0)).result())).isZero();
        assertThat(Ledger.polledOf(((Outcome.Ok) outcomes.get(1)).result()).endOffset())
                .isEqualTo(1);
    }

    @Test
    void an_operation_fails_for_certain_where_nobody_listens() {
        var quorum = quorum(3, 3);
        var client = quorum.client();
        for (int node = 0; node < 3; node++) {
            quorum.kill(node);
        }

        client.propose(append(5), 2 * SECOND, outcomes::add);
        quorum.world.runFor(3 * SECOND);

        assertThat(last()).isInstanceOf(Outcome.Fail.class);
    }

    @Test
    void an_operation_is_unknown_where_the_leader_has_it_and_cannot_commit() {
        var quorum = quorum(3, 3);
        var client = quorum.client();
        client.propose(append(5), 9 * SECOND, outcomes::add);
        quorum.world.runFor(9 * SECOND);
        int leader = quorum.leader();
        quorum.world.passes = (from, to) -> from >= 100 || to >= 100;
        quorum.world.cut();

        client.propose(append(6), 2 * SECOND, outcomes::add);
        quorum.world.runFor(3 * SECOND);

        assertThat(quorum.nodes.get(leader).view().lastIndex()).isGreaterThan(2);
        assertThat(last()).isInstanceOf(Outcome.Info.class);
    }

    @Test
    void a_command_is_repeated_after_the_leader_dies_and_takes_effect_once() {
        var quorum = quorum(3, 3);
        var client = quorum.client();
        quorum.elect();
        for (int i = 0; i < 40; i++) {
            client.propose(append(i), 9 * SECOND, outcomes::add);
        }

        quorum.world.runFor(60 * MILLI);
        quorum.kill(quorum.leader());
        quorum.world.runFor(20 * SECOND);

        assertThat(outcomes).hasSize(40).allMatch(it -> it instanceof Outcome.Ok);
        assertThat(quorum.ledgers.get(quorum.leader()).endOffset(0)).isEqualTo(40);
        assertThat(quorum.breaches).isEmpty();
    }

    @Test
    void a_node_is_added_catches_up_by_a_snapshot_and_another_is_removed() {
        var quorum = new SmallQuorum(3, 3, 4, it -> it.with(new Limits(8, 4_096, 4, 100, 4_096, 30, 5)));
        var client = quorum.client();
        for (int i = 0; i < 100; i++) {
            client.propose(append(i), 30 * SECOND, outcomes::add);
        }
        quorum.world.runFor(9 * SECOND);

        var added = change(quorum, client, ChangeKind.ADD_VOTER, 3);
        var removed = change(quorum, client, ChangeKind.REMOVE, quorum.leader());
        quorum.elect();

        assertThat(List.of(added, removed)).allMatch(it -> it instanceof Outcome.Ok);
        assertThat(quorum.nodes.get(quorum.leader()).view().membership().voterCount())
                .isEqualTo(3);
        assertThat(quorum.ledgers.get(3).endOffset(0)).isEqualTo(100);
        assertThat(quorum.world.hits()).contains("snapshot installed", "learner promoted", "leader removed itself");
        assertThat(quorum.breaches).isEmpty();
    }

    @Test
    void an_observer_follows_and_never_stands_for_election() {
        var quorum = quorum(3, 4);
        var client = quorum.client();
        client.propose(append(1), 9 * SECOND, outcomes::add);

        change(quorum, client, ChangeKind.ADD_OBSERVER, 3);
        quorum.world.runFor(SECOND);

        assertThat(last()).isInstanceOf(Outcome.Ok.class);
        assertThat(quorum.nodes.get(3).appliedIndex())
                .isEqualTo(quorum.nodes.get(quorum.leader()).appliedIndex());
        assertThat(quorum.nodes.get(3).view().membership().isVoter(3)).isFalse();
    }

    @Test
    void the_leadership_is_handed_over_without_a_pause() {
        var quorum = quorum(3, 3);
        var client = quorum.client();
        int before = quorum.elect();
        int target = (before + 1) % 3;
        quorum.world.runFor(SECOND);

        client.transfer(target, 5 * SECOND, outcomes::add);
        quorum.world.runFor(400 * MILLI);

        assertThat(last()).isInstanceOf(Outcome.Ok.class);
        assertThat(quorum.leader()).isEqualTo(target);
        assertThat(quorum.world.hits()).contains("leadership transferred");
    }
}
