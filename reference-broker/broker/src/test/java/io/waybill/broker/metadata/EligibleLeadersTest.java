package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.settings.MetadataMutant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may lead although it is not in sync: by KIP-966, by configuration, by a planted flaw. */
class EligibleLeadersTest {

    private static MetadataCluster needingTwo(MetadataMutant... mutants) {
        var cluster = MetadataCluster.ofThree(mutants);
        cluster.set("min.insync.replicas", "2");
        return cluster;
    }

    @Test
    void who_leaves_an_isr_that_becomes_too_small_is_eligible() {
        var cluster = needingTwo();
        cluster.fence(3);

        cluster.fence(2);

        assertThat(cluster.state().isr()).containsExactly(1);
        assertThat(cluster.state().elr()).containsExactly(2);
    }

    @Test
    void who_leaves_an_isr_that_stays_large_enough_is_not_eligible() {
        var cluster = needingTwo();

        cluster.fence(3);

        assertThat(cluster.state().elr()).isEmpty();
    }

    @Test
    void nobody_is_eligible_where_one_in_sync_is_enough() {
        var cluster = MetadataCluster.ofThree();

        cluster.isr(1);

        assertThat(cluster.state().elr()).isEmpty();
    }

    @Test
    void an_eligible_replica_leads_where_nobody_in_sync_can() {
        var cluster = needingTwo();
        cluster.isr(1);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().isr()).containsExactly(2);
        assertThat(cluster.state().elr()).containsExactly(1, 3);
        assertThat(cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERED);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(1);
    }

    @Test
    void eligibility_ends_when_the_isr_is_large_enough_again() {
        var cluster = needingTwo();
        cluster.isr(1);

        cluster.isr(1, 3);

        assertThat(cluster.state().elr()).isEmpty();
    }

    @Test
    void eligibility_ends_when_fewer_are_needed() {
        var cluster = needingTwo();
        cluster.isr(1);

        cluster.set("min.insync.replicas", "1");

        assertThat(cluster.state().elr()).isEmpty();
    }

    @Test
    void eligibility_stays_while_nobody_leads_though_fewer_are_needed() {
        var cluster = needingTwo();
        List.of(3, 2, 1).forEach(cluster::fence);

        cluster.set("min.insync.replicas", "1");
        cluster.unfence(2);

        assertThat(cluster.state().leader()).isEqualTo(2);
    }

    @Test
    void no_more_are_needed_than_there_are_replicas() {
        var cluster = MetadataCluster.ofThree();
        cluster.set("min.insync.replicas", "7");

        cluster.fence(3);

        assertThat(cluster.state().isr()).containsExactly(1, 2);
        assertThat(cluster.state().elr()).containsExactly(3);
    }

    @Test
    void the_cluster_says_how_many_are_needed_where_the_topic_does_not() {
        var cluster = MetadataCluster.ofThree();
        cluster.set(ConfigResource.CLUSTER, "min.insync.replicas", "3");

        cluster.fence(3);

        assertThat(cluster.state().elr()).containsExactly(3);
    }

    @Test
    void an_eligible_replica_that_may_have_forgotten_is_eligible_no_longer() {
        var cluster = needingTwo();
        cluster.isr(1);
        cluster.start(2);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(3);
        assertThat(cluster.state().lastKnownElr()).containsExactly(2);
    }

    @Test
    void an_eligible_replica_that_stopped_cleanly_stays_eligible() {
        var cluster = needingTwo();
        cluster.isr(1);
        cluster.registerClean(2);
        cluster.unfence(2);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
    }

    @Test
    void the_last_replica_standing_does_not_lead_after_it_may_have_forgotten() {
        var cluster = needingTwo();
        List.of(3, 2, 1).forEach(cluster::fence);

        cluster.start(1);

        assertThat(cluster.state().leader()).isEqualTo(PartitionState.NOBODY);
        assertThat(cluster.state().isr()).containsExactly(2);
        assertThat(cluster.state().lastKnownElr()).containsExactly(1);
    }

    @Test
    void where_everybody_may_have_forgotten_the_last_one_leads_and_recovers() {
        var cluster = MetadataCluster.ofThree();
        List.of(3, 2, 1).forEach(cluster::fence);

        cluster.start(1);

        assertThat(cluster.state().leader()).isEqualTo(1);
        assertThat(cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERING);
    }

    @Test
    void whoever_is_alive_leads_where_the_topic_allows_it() {
        var cluster = MetadataCluster.ofThree();
        cluster.set("unclean.leader.election.enable", "true");
        cluster.isr(1);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().isr()).containsExactly(2);
        assertThat(cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERING);
    }

    @Test
    void to_allow_unclean_elections_holds_them() {
        var cluster = MetadataCluster.ofThree();
        cluster.isr(1);
        cluster.fence(1);

        cluster.set("unclean.leader.election.enable", "true");

        assertThat(cluster.state().leader()).isEqualTo(2);
    }

    @Test
    void nobody_leads_where_the_topic_does_not_allow_it() {
        var cluster = MetadataCluster.ofThree();
        cluster.isr(1);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(PartitionState.NOBODY);
    }

    @Test
    void who_is_in_sync_leads_even_where_anybody_may() {
        var cluster = MetadataCluster.ofThree();
        cluster.set("unclean.leader.election.enable", "true");
        cluster.isr(1, 3);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(3);
        assertThat(cluster.state().recovery()).isEqualTo(LeaderRecovery.RECOVERED);
    }

    @Test
    void mutant_R7_whoever_is_alive_leads() {
        var cluster = MetadataCluster.ofThree(MetadataMutant.R7);
        cluster.isr(1);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
    }
}
