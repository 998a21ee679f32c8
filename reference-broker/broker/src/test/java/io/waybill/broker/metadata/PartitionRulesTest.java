package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.CommandResult.Partitions;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand.AlterPartition;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.settings.MetadataMutant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartitionRulesTest {

    @Test
    void a_leader_may_shrink_and_expand_the_isr() {
        var cluster = MetadataCluster.ofThree();

        var shrunk = cluster.isr(1, 2);
        var expanded = cluster.isr(3, 2, 1);

        assertThat(shrunk.error()).isEqualTo(MetadataError.NONE);
        assertThat(expanded.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.state().isr()).containsExactly(1, 2, 3);
        assertThat(cluster.state().partitionEpoch()).isEqualTo(2);
        assertThat(cluster.state().leaderEpoch()).isZero();
    }

    @Test
    void an_isr_that_is_so_already_changes_no_epoch() {
        var cluster = MetadataCluster.ofThree();

        var outcome = cluster.isr(1, 2, 3);

        assertThat(outcome.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.state().partitionEpoch()).isZero();
    }

    @Test
    void a_proposal_that_has_not_seen_the_newest_state_is_refused() {
        var cluster = MetadataCluster.ofThree();
        var stale = cluster.proposal(cluster.state(), 1, 2, 3);
        cluster.isr(1, 2);

        var outcome = cluster.propose(1, stale);

        assertThat(outcome.error()).isEqualTo(MetadataError.INVALID_UPDATE_VERSION);
        assertThat(outcome.state()).isEqualTo(cluster.state());
        assertThat(cluster.state().isr()).containsExactly(1, 2);
    }

    @Test
    void mutant_C1_a_proposal_that_has_not_seen_the_newest_state_counts() {
        var cluster = MetadataCluster.ofThree(MetadataMutant.C1);
        var stale = cluster.proposal(cluster.state(), 1, 2, 3);
        cluster.isr(1, 2);

        var outcome = cluster.propose(1, stale);

        assertThat(outcome.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.state().isr()).containsExactly(1, 2, 3);
    }

    @Test
    void an_outdated_proposal_of_who_has_been_fenced_is_taken_with_mutants_C1_and_C1V_and_with_neither_alone() {
        for (List<MetadataMutant> planted : List.of(
                List.of(MetadataMutant.C1),
                List.of(MetadataMutant.C1_ELIGIBLE),
                List.of(MetadataMutant.C1, MetadataMutant.C1_ELIGIBLE))) {
            var cluster = MetadataCluster.ofThree(planted.toArray(MetadataMutant[]::new));
            var stale = cluster.proposal(cluster.state(), 1, 2, 3);
            cluster.fence(3);

            var outcome = cluster.propose(1, stale);

            assertThat(outcome.error() == MetadataError.NONE).as("%s", planted).isEqualTo(planted.size() == 2);
        }
    }

    @Test
    void mutant_C1V_who_may_join_by_a_proposal_of_the_newest_epoch_is_still_checked() {
        var cluster = MetadataCluster.ofThree(MetadataMutant.C1_ELIGIBLE);
        cluster.fence(3);

        var outcome = cluster.propose(1, cluster.proposal(cluster.state(), 1, 2, 3));

        assertThat(outcome.error()).isEqualTo(MetadataError.INELIGIBLE_REPLICA);
    }

    @Test
    void a_leader_of_an_epoch_that_is_over_is_fenced() {
        var cluster = MetadataCluster.ofThree();
        var old = cluster.proposal(cluster.state(), 1, 2);
        cluster.fence(1);
        cluster.unfence(1);

        var outcome = cluster.propose(1, old);

        assertThat(outcome.error()).isEqualTo(MetadataError.FENCED_LEADER_EPOCH);
    }

    @Test
    void an_epoch_that_nobody_has_given_is_refused() {
        var cluster = MetadataCluster.ofThree();
        var future = new IsrProposal(
                MetadataCluster.partition(),
                1,
                0,
                List.of(new IsrProposal.Member(1, cluster.epoch(1))),
                LeaderRecovery.RECOVERED);

        var outcome = cluster.propose(1, future);

        assertThat(outcome.error()).isEqualTo(MetadataError.NOT_CONTROLLER);
    }

    @Test
    void only_the_leader_may_ask() {
        var cluster = MetadataCluster.ofThree();

        var outcome = cluster.propose(2, cluster.proposal(cluster.state(), 1, 2));

        assertThat(outcome.error()).isEqualTo(MetadataError.INVALID_REQUEST);
    }

    @Test
    void a_former_life_of_the_leader_may_not_ask() {
        var cluster = MetadataCluster.ofThree();
        var command = new AlterPartition(1, cluster.epoch(1) - 1, List.of(cluster.proposal(cluster.state(), 1, 2)));

        var result = cluster.apply(command);

        assertThat(result.error()).isEqualTo(MetadataError.STALE_BROKER_EPOCH);
    }

    @Test
    void an_isr_without_the_leader_is_refused() {
        var cluster = MetadataCluster.ofThree();

        var outcome = cluster.isr(2, 3);

        assertThat(outcome.error()).isEqualTo(MetadataError.INVALID_REQUEST);
    }

    @Test
    void an_isr_with_somebody_who_has_no_replica_is_refused() {
        var cluster = MetadataCluster.ofThree();
        cluster.start(4);

        var outcome = cluster.isr(1, 4);

        assertThat(outcome.error()).isEqualTo(MetadataError.INVALID_REQUEST);
    }

    @Test
    void a_fenced_broker_may_not_become_in_sync() {
        var cluster = MetadataCluster.ofThree();
        cluster.fence(3);

        var outcome = cluster.isr(1, 2, 3);

        assertThat(outcome.error()).isEqualTo(MetadataError.INELIGIBLE_REPLICA);
    }

    @Test
    void a_broker_that_is_about_to_stop_may_not_become_in_sync() {
        var cluster = MetadataCluster.ofThree();
        cluster.shutDown(3);

        var outcome = cluster.isr(1, 2, 3);

        assertThat(outcome.error()).isEqualTo(MetadataError.INELIGIBLE_REPLICA);
    }

    @Test
    void who_caught_up_in_a_former_life_may_not_become_in_sync() {
        var cluster = MetadataCluster.ofThree();
        cluster.isr(1, 2);
        var before = cluster.proposal(cluster.state(), 1, 2, 3);
        cluster.start(3);

        var outcome = cluster.propose(1, before);

        assertThat(outcome.error()).isEqualTo(MetadataError.INELIGIBLE_REPLICA);
    }

    @Test
    void a_partition_that_is_not_there_is_refused_alone() {
        var cluster = MetadataCluster.ofThree();
        var good = cluster.proposal(cluster.state(), 1, 2);
        var members = good.isr();
        var elsewhere = new IsrProposal(new PartitionId(new UUID(1, 2), 0), 0, 0, members, LeaderRecovery.RECOVERED);
        var beyond =
                new IsrProposal(new PartitionId(MetadataCluster.TOPIC, 1), 0, 0, members, LeaderRecovery.RECOVERED);

        var result = cluster.apply(new AlterPartition(1, cluster.epoch(1), List.of(elsewhere, good, beyond)));

        assertThat(((Partitions) result).outcomes())
                .extracting(outcome -> outcome.error())
                .containsExactly(
                        MetadataError.UNKNOWN_TOPIC_ID, MetadataError.NONE, MetadataError.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(cluster.state().isr()).containsExactly(1, 2);
    }

    @Test
    void the_preferred_leader_gets_its_partition_back() {
        var cluster = MetadataCluster.ofThree();
        cluster.fence(1);
        cluster.unfence(1);
        cluster.isr(1, 2, 3);

        var outcome = cluster.elect(ElectionKind.PREFERRED);

        assertThat(outcome.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.state().leader()).isEqualTo(1);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(2);
    }

    @Test
    void a_preferred_leader_that_is_not_in_sync_does_not_get_its_partition_back() {
        var cluster = MetadataCluster.ofThree();
        cluster.fence(1);
        cluster.unfence(1);

        var outcome = cluster.elect(ElectionKind.PREFERRED);

        assertThat(outcome.error()).isEqualTo(MetadataError.PREFERRED_LEADER_NOT_AVAILABLE);
        assertThat(cluster.state().leader()).isEqualTo(2);
    }

    @Test
    void a_preferred_leader_that_leads_needs_no_election() {
        var cluster = MetadataCluster.ofThree();

        var outcome = cluster.elect(ElectionKind.PREFERRED);

        assertThat(outcome.error()).isEqualTo(MetadataError.ELECTION_NOT_NEEDED);
    }

    @Test
    void an_unclean_election_that_is_asked_for_takes_who_is_alive() {
        var cluster = MetadataCluster.ofThree();
        List.of(3, 2, 1).forEach(cluster::fence);
        cluster.unfence(3);

        var outcome = cluster.elect(ElectionKind.UNCLEAN);

        assertThat(outcome.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.state().leader()).isEqualTo(3);
        assertThat(cluster.state().isr()).containsExactly(3);
        assertThat(cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERING);
    }

    @Test
    void an_unclean_election_is_not_held_where_somebody_leads() {
        var cluster = MetadataCluster.ofThree();

        var outcome = cluster.elect(ElectionKind.UNCLEAN);

        assertThat(outcome.error()).isEqualTo(MetadataError.ELECTION_NOT_NEEDED);
    }

    @Test
    void an_unclean_election_needs_somebody_alive() {
        var cluster = MetadataCluster.ofThree();
        List.of(3, 2, 1).forEach(cluster::fence);

        var outcome = cluster.elect(ElectionKind.UNCLEAN);

        assertThat(outcome.error()).isEqualTo(MetadataError.ELIGIBLE_LEADERS_NOT_AVAILABLE);
        assertThat(cluster.state().leader()).isEqualTo(PartitionState.NOBODY);
    }

    @Test
    void a_leader_that_recovers_stays_alone_in_sync_until_it_has() {
        var cluster = MetadataCluster.ofThree();
        List.of(3, 2, 1).forEach(cluster::fence);
        List.of(2, 3).forEach(cluster::unfence);
        cluster.elect(ElectionKind.UNCLEAN);
        var recovered = cluster.proposal(cluster.state(), 2, 3);
        var recovering = new IsrProposal(
                recovered.partition(),
                recovered.leaderEpoch(),
                recovered.partitionEpoch(),
                recovered.isr(),
                LeaderRecovery.RECOVERING);

        var tooEarly = cluster.propose(2, recovering);
        var inTime = cluster.propose(2, recovered);

        assertThat(tooEarly.error()).isEqualTo(MetadataError.INVALID_REQUEST);
        assertThat(inTime.error()).isEqualTo(MetadataError.NONE);
        assertThat(cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERED);
    }
}
