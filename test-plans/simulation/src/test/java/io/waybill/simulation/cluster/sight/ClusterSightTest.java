package io.waybill.simulation.cluster.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.system.NodeReport;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ClusterSightTest {

    private static final Partition FIRST = new Partition("orders", 0);
    private static final Partition SECOND = new Partition("orders", 1);

    private final PretendedCluster cluster = new PretendedCluster(List.of(FIRST, SECOND));
    private final ClusterSight sight = cluster.sight();

    private static SortedSet<Integer> nodes(Integer... ids) {
        return new TreeSet<>(List.of(ids));
    }

    @Test
    void the_nemesis_sees_who_leads_and_who_is_in_sync() {
        cluster.agree(2, FIRST, 3, List.of(2, 3), List.of());

        PartitionView seen = sight.describe(FIRST);

        assertThat(seen.leader()).isEqualTo(3);
        assertThat(seen.inSync()).containsExactly(2, 3);
        assertThat(seen.followers()).containsExactly(1, 2);
    }

    @Test
    void a_partition_without_a_leader_has_none_for_the_nemesis() {
        cluster.agree(2, FIRST, -1, List.of(3), List.of());

        assertThat(sight.describe(FIRST).hasLeader()).isFalse();
    }

    @Test
    void a_partition_that_is_not_there_cannot_be_aimed_at() {
        assertThatThrownBy(() -> sight.describe(new Partition("orders", 7)))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("orders-7");
    }

    @Test
    void each_change_is_told_once_whoever_applies_it_first() {
        List<String> told = new ArrayList<>();
        sight.onChange(view -> told.add(view.partition().name() + " " + view.leader()));

        cluster.agree(2, FIRST, 2, List.of(1, 2, 3), List.of());
        cluster.agree(3, FIRST, 2, List.of(1, 2, 3), List.of());

        // The epochs of the pretended metadata grow with each of them.
        assertThat(told).containsExactly("orders-0 2", "orders-0 2");
    }

    @Test
    void what_leaders_do_with_what_they_are_sent_is_told_and_what_followers_append_is_not() {
        List<String> told = new ArrayList<>();
        sight.onDeed(new DeedListener() {
            @Override
            public void appended(int node, Partition partition) {
                told.add("n" + node + " appends to " + partition.name());
            }

            @Override
            public void told(NodeReport.Kind kind, int node, Partition partition, long number) {
                told.add("n" + node + " " + kind + " " + partition.name() + " @" + number);
            }
        });

        cluster.appendsAndIsSentAgain(SECOND, 1, 7);

        assertThat(told).containsExactly("n1 appends to orders-1", "n1 SENT_AGAIN orders-1 @7");
    }

    @Test
    void what_nodes_tell_of_in_their_logs_elsewhere_is_told_and_a_batch_refused_for_another_reason_is_not() {
        List<String> told = new ArrayList<>();
        sight.onDeed(new DeedListener() {
            @Override
            public void told(NodeReport.Kind kind, int node, Partition partition, long number) {
                told.add("n" + node + " " + kind + " " + partition.name() + " @" + number);
            }
        });
        ReplicaListener replica = sight.listenerOf(2).replica(new TopicPartition(new UUID(1, 1), "orders", 0));

        replica.truncated(5);
        replica.restarted(3);
        replica.leadsUncleanly(9);
        replica.refused(ErrorCode.NOT_ENOUGH_REPLICAS);
        replica.refused(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        replica.refused(ErrorCode.MESSAGE_TOO_LARGE);

        assertThat(told)
                .containsExactly(
                        "n2 TRUNCATED orders-0 @5",
                        "n2 TRUNCATED orders-0 @3",
                        "n2 UNCLEAN_LEADER orders-0 @9",
                        "n2 TOO_FEW_IN_SYNC orders-0 @-1",
                        "n2 OUT_OF_SEQUENCE orders-0 @-1");
    }

    @Test
    void it_is_whole_while_everybody_is_in_sync_and_leads_what_he_ought_to() {
        assertThat(sight.isWhole()).isTrue();

        cluster.agree(2, SECOND, 1, List.of(1, 2), List.of());
        cluster.leads(SECOND, 1, 5);

        assertThat(sight.isWhole()).isFalse();
    }

    @Test
    void a_log_ends_where_the_leader_of_the_newest_epoch_says() {
        cluster.leads(FIRST, 1, 17);

        assertThat(sight.end(FIRST)).hasValue(17);
    }

    @Test
    void a_leader_of_an_older_epoch_says_nothing_of_the_end() {
        cluster.leads(FIRST, 1, 17);

        cluster.agree(2, FIRST, 1, List.of(1, 2, 3), List.of());

        assertThat(sight.end(FIRST)).isEmpty();
    }

    @Test
    void what_ended_leads_nothing_any_more() {
        cluster.leads(FIRST, 1, 17);

        sight.ended(1);

        assertThat(sight.end(FIRST)).isEmpty();
    }

    @Test
    void two_of_three_can_serve_what_they_are_in_sync_of() {
        cluster.minInSync(2);

        assertThat(sight.canServe(nodes(2, 3))).isTrue();
        assertThat(sight.canServe(nodes(2))).isFalse();
    }

    @Test
    void those_who_lack_what_is_acknowledged_cannot_serve_alone() {
        cluster.minInSync(1);
        cluster.agree(1, SECOND, 1, List.of(1), List.of());

        assertThat(sight.canServe(nodes(2, 3))).isFalse();
        assertThat(sight.canServe(nodes(1))).isTrue();
    }

    @Test
    void who_is_eligible_though_not_in_sync_may_lead() {
        cluster.minInSync(2);
        cluster.agree(1, SECOND, -1, List.of(1), List.of(3));

        assertThat(sight.canServe(nodes(2, 3))).isTrue();
    }

    @Test
    void a_replica_whose_log_has_failed_serves_nothing() {
        cluster.minInSync(2);
        cluster.fails(SECOND, 3);

        assertThat(sight.canServe(nodes(2, 3))).isFalse();
        assertThat(sight.canServe(nodes(1, 2, 3))).isTrue();
    }

    @Test
    void everything_is_led_inside_only_where_the_controller_is_too() {
        assertThat(sight.isLedInside(nodes(1, 2))).isTrue();

        cluster.controlledBy(3);

        assertThat(sight.isLedInside(nodes(1, 2))).isFalse();
    }
}
