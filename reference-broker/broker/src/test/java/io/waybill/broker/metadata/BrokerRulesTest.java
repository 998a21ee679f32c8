package io.waybill.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.CommandResult.ProducerIds;
import io.waybill.broker.metadata.command.CommandResult.Registered;
import io.waybill.broker.metadata.command.MetadataCommand.ActivateController;
import io.waybill.broker.metadata.command.MetadataCommand.AllocateProducerIds;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnregisterBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.settings.MetadataMutant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BrokerRulesTest {

    @Test
    void a_broker_begins_fenced_in_the_epoch_of_the_index_that_registered_it() {
        var cluster = MetadataCluster.empty();

        long epoch = cluster.register(4);

        assertThat(epoch).isEqualTo(1);
        assertThat(cluster.image().broker(4)).hasValueSatisfying(broker -> {
            assertThat(broker.epoch()).isEqualTo(1);
            assertThat(broker.fenced()).isTrue();
        });
    }

    @Test
    void a_registration_that_is_sent_twice_counts_once() {
        var cluster = MetadataCluster.empty();
        var command = new RegisterBroker(4, new UUID(1, 1), List.of(), "rack", -1);
        cluster.apply(command);

        var second = cluster.apply(command);

        assertThat(second).isEqualTo(new Registered(1));
    }

    @Test
    void a_fenced_leader_is_replaced_by_the_next_in_sync_in_a_new_epoch() {
        var cluster = MetadataCluster.ofThree();

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().isr()).containsExactly(2, 3);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(1);
        assertThat(cluster.state().partitionEpoch()).isEqualTo(1);
    }

    @Test
    void a_fenced_follower_leaves_the_isr_and_the_leader_epoch_stays() {
        var cluster = MetadataCluster.ofThree();

        cluster.fence(3);

        assertThat(cluster.state().isr()).containsExactly(1, 2);
        assertThat(cluster.state().leaderEpoch()).isZero();
        assertThat(cluster.state().partitionEpoch()).isEqualTo(1);
    }

    @Test
    void the_last_in_sync_stays_so_and_nobody_leads() {
        var cluster = MetadataCluster.ofThree();
        cluster.fence(3);
        cluster.fence(2);

        cluster.fence(1);

        assertThat(cluster.state().isr()).containsExactly(1);
        assertThat(cluster.state().leader()).isEqualTo(PartitionState.NOBODY);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(1);
    }

    @Test
    void who_was_last_in_sync_leads_again_when_it_is_unfenced() {
        var cluster = MetadataCluster.ofThree();
        List.of(3, 2, 1).forEach(cluster::fence);

        cluster.unfence(1);

        assertThat(cluster.state().leader()).isEqualTo(1);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(2);
    }

    @Test
    void who_left_the_isr_earlier_does_not_lead_when_it_is_unfenced() {
        var cluster = MetadataCluster.ofThree();
        List.of(3, 2, 1).forEach(cluster::fence);

        cluster.unfence(2);

        assertThat(cluster.state().leader()).isEqualTo(PartitionState.NOBODY);
    }

    @Test
    void a_fence_of_a_former_life_does_nothing() {
        var cluster = MetadataCluster.ofThree();
        long former = cluster.epoch(1);
        cluster.start(1);

        var result = cluster.apply(new FenceBroker(1, former, 0));

        assertThat(result.error()).isEqualTo(MetadataError.STALE_BROKER_EPOCH);
        assertThat(cluster.image().isActive(1)).isTrue();
    }

    @Test
    void what_a_deposed_controller_decided_is_refused() {
        var cluster = MetadataCluster.ofThree();
        cluster.apply(new ActivateController(9, 5));

        var result = cluster.apply(new FenceBroker(1, cluster.epoch(1), 4));

        assertThat(result.error()).isEqualTo(MetadataError.STALE_CONTROLLER_EPOCH);
    }

    @Test
    void mutant_C3_what_a_deposed_controller_decided_counts() {
        var cluster = MetadataCluster.ofThree(MetadataMutant.C3);
        cluster.apply(new ActivateController(9, 5));

        cluster.apply(new FenceBroker(1, cluster.epoch(1), 4));

        assertThat(cluster.image().isActive(1)).isFalse();
    }

    @Test
    void a_leader_that_begins_a_new_life_leads_no_longer() {
        var cluster = MetadataCluster.ofThree();

        cluster.registerClean(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().isr()).containsExactly(2, 3);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(1);
    }

    @Test
    void a_sole_leader_that_begins_a_new_life_leads_again_in_a_new_epoch() {
        var cluster = MetadataCluster.ofThree();
        cluster.isr(1);

        cluster.registerClean(1);
        cluster.unfence(1);

        assertThat(cluster.state().leader()).isEqualTo(1);
        assertThat(cluster.state().leaderEpoch()).isEqualTo(2);
    }

    @Test
    void mutant_C2_a_leader_that_begins_a_new_life_leads_on_in_its_epoch() {
        var cluster = MetadataCluster.ofThree(MetadataMutant.C2);

        cluster.register(1);
        cluster.unfence(1);

        assertThat(cluster.state().leader()).isEqualTo(1);
        assertThat(cluster.state().leaderEpoch()).isZero();
    }

    @Test
    void mutant_C4_a_fenced_broker_stays_in_the_isr() {
        var cluster = MetadataCluster.ofThree(MetadataMutant.C4);

        cluster.fence(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().isr()).containsExactly(1, 2, 3);
    }

    @Test
    void a_broker_that_stops_hands_over_what_it_leads() {
        var cluster = MetadataCluster.ofThree();

        cluster.shutDown(1);

        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().isr()).containsExactly(2, 3);
        assertThat(cluster.image().broker(1)).hasValueSatisfying(broker -> {
            assertThat(broker.shutdownIndex()).isEqualTo(cluster.index());
            assertThat(broker.fenced()).isFalse();
        });
    }

    @Test
    void nobody_leads_what_only_a_broker_that_stops_has() {
        var cluster = MetadataCluster.ofThree();
        cluster.isr(1);

        cluster.shutDown(1);

        assertThat(cluster.state().leader()).isEqualTo(PartitionState.NOBODY);
        assertThat(cluster.state().isr()).containsExactly(1);
    }

    @Test
    void a_broker_that_is_unregistered_leads_nothing() {
        var cluster = MetadataCluster.ofThree();

        cluster.apply(new UnregisterBroker(1));

        assertThat(cluster.image().broker(1)).isEmpty();
        assertThat(cluster.state().leader()).isEqualTo(2);
        assertThat(cluster.state().replicas()).containsExactly(1, 2, 3);
    }

    @Test
    void blocks_of_producer_ids_do_not_overlap() {
        var cluster = MetadataCluster.ofThree();

        var first = cluster.apply(new AllocateProducerIds(1, cluster.epoch(1)));
        var second = cluster.apply(new AllocateProducerIds(2, cluster.epoch(2)));

        assertThat(first).isEqualTo(new ProducerIds(0, 1_000));
        assertThat(second).isEqualTo(new ProducerIds(1_000, 1_000));
    }

    @Test
    void a_former_life_gets_no_producer_ids() {
        var cluster = MetadataCluster.ofThree();

        var result = cluster.apply(new AllocateProducerIds(1, cluster.epoch(1) - 1));

        assertThat(result.error()).isEqualTo(MetadataError.STALE_BROKER_EPOCH);
        assertThat(cluster.image().nextProducerId()).isZero();
    }
}
