package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who a victim is, on nodes 1 to 5 where node 2 leads orders-0 and node 4 the quorum of 3, 4 and 5. */
class VictimSearchTest {

    private static final List<Integer> NODES = List.of(1, 2, 3, 4, 5);
    private static final Partition ORDERS = new Partition("orders", 0);
    private static final QuorumView QUORUM = new QuorumView(4, List.of(3, 4, 5));

    @Test
    void the_leader_of_a_partition_is_whom_the_cluster_names() {
        assertThat(find(new Victim.Leader(ORDERS)).hit()).containsExactly(2);
    }

    @Test
    void the_quorums_leader_is_whom_the_cluster_names() {
        assertThat(find(Victim.quorumLeader()).hit()).containsExactly(4);
    }

    @Test
    void a_quorum_without_a_leader_has_nobody_to_hit() {
        QuorumView leaderless = new QuorumView(QuorumView.UNKNOWN, List.of(3, 4, 5));

        VictimSearch.Found found = find(Victim.quorumLeader(), leaderless, List.of());

        assertThat(found.refusal()).isEqualTo("the quorum has no leader");
    }

    @Test
    void a_quorum_follower_votes_and_does_not_lead() {
        assertThat(find(Victim.quorumFollower()).hit()).hasSize(1).isSubsetOf(3, 5);
    }

    @Test
    void the_controllers_are_all_voters() {
        assertThat(find(Victim.controllers()).hit()).containsExactly(3, 4, 5);
    }

    @Test
    void a_minority_of_five_are_two() {
        assertThat(find(Victim.minority()).hit()).hasSize(2).isSubsetOf(NODES);
    }

    @Test
    void a_minority_is_drawn_among_the_free() {
        assertThat(find(Victim.minority(), QUORUM, List.of(1, 2, 3)).hit()).containsExactly(4, 5);
    }

    @Test
    void everyone_but_the_leader_are_the_others() {
        assertThat(find(Victim.everyoneBut(Victim.quorumLeader())).hit()).containsExactly(1, 2, 3, 5);
    }

    @Test
    void there_is_nobody_but_all() {
        assertThat(find(Victim.everyoneBut(Victim.all())).refusal()).isEqualTo("there is nobody but all nodes");
    }

    @Test
    void an_in_sync_replica_is_in_sync_and_does_not_lead() {
        PartitionView view = new PartitionView(ORDERS, 2, 7, List.of(2, 3, 5), List.of(5, 2));

        assertThat(find(Victim.inSyncReplica("orders", 0), view, List.of()).hit())
                .containsExactly(5);
        assertThat(find(Victim.inSyncReplica("orders", 0), view, List.of(5)).refusal())
                .isEqualTo("an in-sync replica of orders-0 is under a fault already: n5");
    }

    @Test
    void a_leader_that_is_alone_in_sync_has_no_in_sync_replica_beside_it() {
        PartitionView view = new PartitionView(ORDERS, 2, 7, List.of(2, 3, 5), List.of(2));

        assertThat(find(Victim.inSyncReplica("orders", 0), view, List.of()).refusal())
                .isEqualTo("orders-0 has no follower in sync");
    }

    @Test
    void a_lagging_replica_is_not_in_sync_whether_somebody_leads_or_not() {
        PartitionView led = new PartitionView(ORDERS, 2, 7, List.of(2, 3, 5), List.of(5, 2));
        PartitionView leaderless = new PartitionView(ORDERS, PartitionView.UNKNOWN, 7, List.of(2, 3), List.of(2));

        assertThat(find(Victim.laggingReplica("orders", 0), led, List.of()).hit())
                .containsExactly(3);
        assertThat(find(Victim.laggingReplica("orders", 0), leaderless, List.of())
                        .hit())
                .containsExactly(3);
        assertThat(find(Victim.laggingReplica("orders", 0)).refusal()).isEqualTo("orders-0 has no replica that lags");
    }

    @Test
    void clients_are_those_of_all_groups_or_of_one() {
        assertThat(find(Victim.clients()).hit()).containsExactly(101, 102, 103);
        assertThat(find(Victim.clients("producers")).hit()).containsExactly(101, 102);
        assertThat(find(Victim.clients("auditors")).refusal()).isEqualTo("there are no clients of auditors");
    }

    @Test
    void a_node_that_is_avoided_moves_the_choice_only_where_it_was_chosen() {
        int chosen = find(Victim.any()).hit().get(0);

        for (int avoided : NODES) {
            int other = find(Victim.any(), QUORUM, List.of(avoided)).hit().get(0);

            assertThat(other == chosen).isEqualTo(avoided != chosen);
        }
    }

    private static VictimSearch.Found find(Victim victim) {
        return find(victim, QUORUM, List.of());
    }

    private static VictimSearch.Found find(Victim victim, PartitionView view, List<Integer> avoided) {
        return find(victim, QUORUM, view, avoided);
    }

    private static VictimSearch.Found find(Victim victim, QuorumView quorum, List<Integer> avoided) {
        return find(victim, quorum, new PartitionView(ORDERS, 2, PartitionView.UNKNOWN, NODES, NODES), avoided);
    }

    private static VictimSearch.Found find(
            Victim victim, QuorumView quorum, PartitionView view, List<Integer> avoided) {
        SortedMap<Partition, PartitionView> partitions = new TreeMap<>();
        partitions.put(ORDERS, view);
        SortedMap<String, List<Integer>> clients = new TreeMap<>();
        clients.put("producers", List.of(101, 102));
        clients.put("consumers", List.of(103));
        SortedSet<Integer> passedOver = new TreeSet<>(avoided);
        return new VictimSearch(
                        NODES,
                        new Situation(partitions, quorum, clients, new TreeMap<>()),
                        passedOver,
                        Randomness.ofSeed(3))
                .find(victim);
    }
}
