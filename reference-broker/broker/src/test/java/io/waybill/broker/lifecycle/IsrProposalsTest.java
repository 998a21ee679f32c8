package io.waybill.broker.lifecycle;

import static io.waybill.broker.world.SmallCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.world.SmallCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsrProposalsTest {

    private final List<MetadataError> told = new ArrayList<>();

    @Test
    void a_proposal_that_is_taken_comes_with_the_metadata() {
        var cluster = new SmallCluster(1, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));

        propose(cluster, "orders", 0, 1);
        var before = List.copyOf(told);
        cluster.until("an answer", () -> !told.isEmpty());
        cluster.world.runFor(SECOND);

        assertThat(before).isEmpty();
        assertThat(told).containsExactly(MetadataError.NONE);
        assertThat(cluster.reactions.get(1).seen).contains("isr of orders [1]");
    }

    @Test
    void a_proposal_on_an_old_state_is_refused() {
        var cluster = new SmallCluster(2, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        propose(cluster, "orders", 0, 1);
        cluster.until("an answer", () -> told.size() == 1);

        propose(cluster, "orders", 0, 1);
        cluster.until("an answer", () -> told.size() == 2);

        assertThat(told).containsExactly(MetadataError.NONE, MetadataError.INVALID_UPDATE_VERSION);
    }

    @Test
    void what_is_proposed_at_once_goes_in_one_request() {
        var cluster = new SmallCluster(3, 1, 3).startAll().untilAllActive();
        IntStream.range(0, 5).forEach(i -> cluster.create("t" + i, List.of(1, 2)));
        cluster.world.runFor(SECOND);
        long indexThen = cluster.image().version();

        IntStream.range(0, 5).forEach(i -> propose(cluster, "t" + i, 0, 1));
        cluster.until("all answers", () -> told.size() == 5);

        assertThat(told).containsOnly(MetadataError.NONE);
        assertThat(cluster.image().version()).isEqualTo(indexThen + 1);
    }

    @Test
    void two_proposals_of_one_partition_are_answered_each_for_itself() {
        var cluster = new SmallCluster(4, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));

        propose(cluster, "orders", 0, 1);
        propose(cluster, "orders", 0, 1);
        cluster.until("both answers", () -> told.size() == 2);

        assertThat(told).containsExactly(MetadataError.NONE, MetadataError.INVALID_UPDATE_VERSION);
    }

    @Test
    void a_proposal_reaches_the_next_controller_where_the_one_it_was_sent_to_is_cut_off() {
        var cluster = new SmallCluster(5, 3, 4).startAll().untilAllActive();
        cluster.create("orders", List.of(3));
        cluster.world.runFor(SECOND);
        int former = cluster.activeController();
        cluster.isolate(former);

        propose(cluster, "orders", 0, 3);
        cluster.until("an answer", () -> !told.isEmpty());

        assertThat(cluster.activeController()).isNotEqualTo(former);
        assertThat(told).containsExactly(MetadataError.NONE);
        assertThat(cluster.world.hits()).contains("the controller changes with a proposed ISR in flight");
    }

    @Test
    void all_proposals_of_a_life_end_with_it() {
        var cluster = new SmallCluster(6, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        cluster.world.runFor(SECOND);
        long epoch = cluster.lives.get(1).epoch();
        // The controller's answers to broker 1 do not arrive, the quorum's messages do not either; then they do again.
        cluster.isolate(1);
        propose(cluster, "orders", 0, 1);
        cluster.propose(new RegisterBroker(1, new UUID(7, 7), List.of(), null, -1));

        cluster.heal();
        cluster.until("another life", () -> cluster.lives.get(1).epoch() > epoch);
        cluster.world.runFor(SECOND);

        assertThat(told).hasSize(1).containsOnly(MetadataError.STALE_BROKER_EPOCH);
    }

    @Test
    void a_broker_without_a_life_proposes_nothing() {
        var cluster = new SmallCluster(7, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        cluster.kill(0);
        cluster.kill(1);
        cluster.start(1);

        var id = new PartitionId(new UUID(1, 1), 0);
        cluster.lives
                .get(1)
                .isrChannel()
                .propose(new IsrProposal(id, 0, 0, List.of(), LeaderRecovery.RECOVERED), told::add);
        cluster.world.runFor(SECOND);

        assertThat(told).containsExactly(MetadataError.STALE_BROKER_EPOCH);
    }

    /** A broker proposes itself alone. */
    private void propose(SmallCluster cluster, String topic, int partitionEpoch, int broker) {
        var life = cluster.lives.get(broker);
        var id = new PartitionId(cluster.image().topic(topic).orElseThrow().id(), 0);
        var members = List.of(new IsrProposal.Member(broker, life.epoch()));
        life.isrChannel().propose(new IsrProposal(id, 0, partitionEpoch, members, LeaderRecovery.RECOVERED), told::add);
    }
}
