package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.QuorumView;
import io.waybill.fault.Shape;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Moment;
import io.waybill.system.NodeReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentsTest {

    private static final Partition ORDERS = new Partition("orders", 0);

    @TempDir
    private Path directory;

    private final AtomicLong nowNanos = new AtomicLong(1000);
    private final Map<Partition, Integer> inFlight = new HashMap<>();
    private final List<String> hits = new ArrayList<>();
    private final List<List<Partition>> where = new ArrayList<>();
    private Recorder recorder;
    private Moments moments;

    @BeforeEach
    void nothing_was_seen() throws IOException {
        recorder = Recorder.to(directory.resolve("history.waybill"), 1, nowNanos::get);
        Moments.Listener listener = (moment, partitions, detail, nanos) -> {
            hits.add(moment.sentence() + " (" + detail + ")");
            where.add(partitions);
        };
        moments = new Moments(recorder, listener, partition -> inFlight.getOrDefault(partition, 0));
    }

    @AfterEach
    void the_history_ends() throws IOException {
        recorder.close();
    }

    private void leads(int leader, Integer... inSync) {
        leadsIn(PartitionView.UNKNOWN, leader, inSync);
    }

    private void leadsIn(int epoch, int leader, Integer... inSync) {
        moments.seen(new PartitionView(ORDERS, leader, epoch, List.of(1, 2, 3), List.of(inSync)));
    }

    private void says(long askedNanos, int leader, Integer... inSync) {
        moments.seen(new PartitionView(ORDERS, leader, 4, List.of(1, 2, 3), List.of(inSync)), askedNanos);
    }

    private void cut(LinkFault how, Link... links) {
        Fault.Single fault = Fault.links(Shape.isolate(Victim.node(1)), how, Span.of(Duration.ofSeconds(1)));
        SortedSet<Link> all = new TreeSet<>(List.of(links));
        moments.started(new FaultRecord(0, 0, fault, List.of(1), all, Duration.ofSeconds(1)), nowNanos.get());
    }

    private void paused(int... nodes) {
        Fault.Single pause = Fault.pause(Victim.followers("orders", 0), Span.of(Duration.ofSeconds(1)));
        List<Integer> ids = new ArrayList<>();
        for (int node : nodes) {
            ids.add(node);
        }
        moments.started(new FaultRecord(0, 0, pause, ids, Duration.ofSeconds(1)), nowNanos.get());
    }

    @Test
    void a_leader_that_dies_with_nothing_in_flight_is_no_dangerous_moment() {
        leads(1, 1, 2, 3);

        moments.beforeKill(1);

        assertThat(hits).isEmpty();
    }

    @Test
    void a_leader_that_dies_with_sends_in_flight_is() {
        leads(1, 1, 2, 3);
        inFlight.put(ORDERS, 7);

        moments.beforeKill(2);
        moments.beforeKill(1);

        assertThat(hits).containsExactly("leader killed with sends in flight (n1: 7 to orders-0)");
    }

    @Test
    void an_appended_batch_that_is_sent_again_is_one_each_time() {
        moments.told(NodeReport.Kind.SENT_AGAIN, 2, ORDERS, 41, 1000);
        moments.told(NodeReport.Kind.SENT_AGAIN, 2, ORDERS, 41, 1001);

        assertThat(hits)
                .containsExactly(
                        "appended batch sent again (n2: orders-0 has it up to offset 41)",
                        "appended batch sent again (n2: orders-0 has it up to offset 41)");
        assertThat(moments.count(Moment.APPENDED_BATCH_SENT_AGAIN)).isEqualTo(2);
        assertThat(moments.count(Moment.APPENDED_AND_NOT_ANSWERED)).isZero();
    }

    @Test
    void a_leader_that_dies_while_a_follower_is_out_of_sync_is() {
        leads(1, 1, 3);

        moments.beforeKill(1);

        assertThat(hits).containsExactly("leader killed while a follower was behind (n1: orders-0 with n2 behind)");
    }

    @Test
    void only_what_was_sent_after_the_last_follower_stood_still_was_acknowledged_alone() {
        leads(1, 1, 2, 3);
        paused(2, 3);

        moments.acknowledged(ORDERS, 999);
        assertThat(hits).isEmpty();
        moments.acknowledged(ORDERS, 1000);
        moments.acknowledged(ORDERS, 1001);

        assertThat(hits).containsExactly("acknowledged by a lone leader (n1 for orders-0)");
    }

    @Test
    void a_lone_leader_that_dies_takes_what_it_acknowledged_alone() {
        leads(1, 1, 2, 3);
        paused(2, 3);
        moments.acknowledged(ORDERS, 1001);
        moments.acknowledged(ORDERS, 1002);

        moments.beforeKill(1);

        assertThat(hits)
                .contains("lone leader killed after it acknowledged (n1 had acknowledged 2 messages of orders-0)");
    }

    @Test
    void a_leader_with_one_follower_left_is_not_alone() {
        leads(1, 1, 2, 3);
        paused(2);
        moments.acknowledged(ORDERS, 1001);

        moments.beforeKill(1);

        assertThat(hits).containsExactly("leader killed while a follower was behind (n1: orders-0 with n2 behind)");
    }

    @Test
    void a_leader_is_no_longer_alone_when_a_follower_moves_again() {
        leads(1, 1, 2, 3);
        paused(2, 3);
        moments.beforeRepair(2);

        moments.acknowledged(ORDERS, 1001);

        assertThat(hits).isEmpty();
    }

    @Test
    void a_leader_that_is_elected_while_the_others_are_down_is_alone() {
        leadsIn(4, 1, 1, 2, 3);
        moments.beforeKill(1);
        paused(1, 3);
        leadsIn(5, 2, 2, 3);

        moments.acknowledged(ORDERS, 1001);
        moments.beforeKill(2);

        assertThat(hits)
                .contains(
                        "acknowledged by a lone leader (n2 for orders-0)",
                        "lone leader killed after it acknowledged (n2 had acknowledged 1 messages of orders-0)");
    }

    @Test
    void what_was_sent_before_the_first_answer_was_there_may_have_reached_followers_that_are_down_now() {
        paused(2, 3);
        says(500, 1, 1, 2, 3);

        moments.acknowledged(ORDERS, 999);
        assertThat(hits).isEmpty();
        moments.acknowledged(ORDERS, 1000);

        assertThat(hits).containsExactly("acknowledged by a lone leader (n1 for orders-0)");
    }

    @Test
    void what_a_lone_leader_acknowledged_is_not_that_of_who_leads_next() {
        leadsIn(4, 1, 1, 2, 3);
        paused(2, 3);
        moments.acknowledged(ORDERS, 1001);
        leadsIn(5, 2, 2, 3);

        moments.acknowledged(ORDERS, 1002);
        moments.beforeKill(2);

        assertThat(hits)
                .filteredOn(hit -> hit.contains("lone leader"))
                .containsExactly("acknowledged by a lone leader (n1 for orders-0)");
    }

    @Test
    void a_lone_leader_that_stands_still_and_is_killed_then_takes_what_it_acknowledged_alone() {
        leads(1, 1, 2, 3);
        paused(2, 3);
        moments.acknowledged(ORDERS, 1001);
        moments.beforePause(1);
        paused(1);

        moments.beforeKill(1);

        assertThat(hits)
                .contains("lone leader killed after it acknowledged (n1 had acknowledged 1 messages of orders-0)");
    }

    @Test
    void a_lone_leader_that_dies_twice_takes_what_it_acknowledged_once() {
        leads(1, 1, 2, 3);
        paused(2, 3);
        moments.acknowledged(ORDERS, 1001);
        moments.beforeKill(1);
        paused(1);
        moments.beforeRepair(1);

        moments.beforeKill(1);

        assertThat(hits).filteredOn(hit -> hit.startsWith("lone leader killed")).hasSize(1);
    }

    @Test
    void leadership_moves_from_one_known_leader_to_another() {
        leads(1, 1, 2, 3);
        leads(PartitionView.UNKNOWN, 1, 2, 3);
        leads(2, 1, 2, 3);
        leads(3, 1, 2, 3);

        assertThat(hits)
                .containsExactly("leadership moved (orders-0: n1 → n2)", "leadership moved (orders-0: n2 → n3)");
        assertThat(where).containsExactly(List.of(ORDERS), List.of(ORDERS));
    }

    @Test
    void an_answer_that_is_older_than_what_is_known_tells_nothing() {
        leadsIn(4, 1, 1, 2, 3);
        leadsIn(5, 2, 1, 2, 3);
        leadsIn(4, 1, 1);

        assertThat(hits)
                .filteredOn(hit -> !hit.startsWith("live leader deposed"))
                .hasSize(1);
    }

    @Test
    void of_two_answers_in_one_epoch_the_one_to_the_later_question_counts() {
        says(100, 1, 1, 2);
        says(300, 1, 1);
        says(200, 1, 1, 2);
        says(400, 1, 1);

        assertThat(hits)
                .containsExactly("in-sync replicas shrank (orders-0: n1, n2 → n1)", "lone leader (orders-0: n1)");
    }

    @Test
    void a_leader_that_no_fault_had_broken_is_deposed_alive() {
        leadsIn(4, 1, 1, 2, 3);
        leadsIn(5, 2, 1, 2, 3);

        assertThat(hits).contains("live leader deposed (orders-0: n1 → n2)");
    }

    @Test
    void a_leader_that_was_killed_while_it_led_is_not_deposed_alive_although_it_is_back() {
        leadsIn(4, 1, 1, 2, 3);
        moments.beforeKill(1);
        moments.beforeRepair(1);
        leadsIn(5, 2, 1, 2, 3);

        assertThat(hits).containsExactly("leadership moved (orders-0: n1 → n2)");
    }

    @Test
    void a_leader_becomes_a_lone_leader_when_the_last_follower_is_in_sync_no_more() {
        leads(1, 1, 2, 3);
        leads(1, 1, 3);
        leads(1, 1);
        leads(1, 1);

        assertThat(hits)
                .containsExactly(
                        "in-sync replicas shrank (orders-0: n1, n2, n3 → n1, n3)",
                        "in-sync replicas shrank (orders-0: n1, n3 → n1)",
                        "lone leader (orders-0: n1)");
    }

    @Test
    void a_lone_leader_that_died_and_is_back_has_not_become_one_again() {
        leadsIn(4, 1, 1, 2);
        leadsIn(4, 1, 1);
        leadsIn(5, PartitionView.UNKNOWN, 1);
        leadsIn(6, 1, 1);
        leadsIn(7, PartitionView.UNKNOWN);
        leadsIn(8, 1, 1);
        leadsIn(8, 1, 1, 2);
        leadsIn(8, 1, 1);

        assertThat(hits).filteredOn(hit -> hit.startsWith("lone leader")).hasSize(2);
    }

    @Test
    void a_leader_that_stands_still_is_a_lone_leader_when_it_goes_on() {
        leadsIn(4, 1, 1, 2);
        moments.beforePause(2);
        paused(2);
        leadsIn(5, 2, 2);
        assertThat(hits).noneMatch(hit -> hit.startsWith("lone leader"));

        moments.beforeRepair(2);

        assertThat(hits).endsWith("lone leader (orders-0: n2)");
        assertThat(where).endsWith(List.of(ORDERS));
    }

    @Test
    void a_leader_that_stands_still_and_is_followed_by_another_one_is_never_a_lone_leader() {
        leadsIn(4, 1, 1, 2);
        moments.beforePause(2);
        paused(2);
        leadsIn(5, 2, 2);
        leadsIn(6, 1, 1);

        moments.beforeRepair(2);

        assertThat(hits).filteredOn(hit -> hit.startsWith("lone leader")).containsExactly("lone leader (orders-0: n1)");
    }

    @Test
    void a_replica_that_is_in_sync_again_shrinks_nothing_and_a_topic_of_one_replica_has_no_lone_leader() {
        Partition single = new Partition("single", 0);
        leads(1, 1, 2);
        leads(1, 1, 3, 2);
        moments.seen(new PartitionView(single, 1, 0, List.of(1), List.of()));
        moments.seen(new PartitionView(single, 1, 0, List.of(1), List.of(1)));

        assertThat(hits).isEmpty();
    }

    @Test
    void the_last_in_sync_replica_dies_where_nobody_else_is_in_sync() {
        leads(1, 1, 2);
        moments.beforeKill(2);
        leads(1, 1);
        moments.beforeKill(2);
        assertThat(hits).noneMatch(hit -> hit.startsWith("last in-sync"));

        moments.beforeKill(1);

        assertThat(hits).contains("last in-sync replica killed (n1: orders-0)");
    }

    @Test
    void all_in_sync_replicas_are_down_together_when_the_last_of_several_goes() {
        leads(1, 1, 2);
        paused(1, 3);
        assertThat(hits).isEmpty();

        paused(2);
        moments.beforeRepair(3);

        assertThat(hits).containsExactly("all in-sync replicas down together (orders-0: n1, n2)");
    }

    @Test
    void a_leader_that_hears_none_of_its_followers_is_cut_off() {
        leads(1, 1, 2, 3);
        inFlight.put(ORDERS, 4);

        cut(new LinkFault.Stall(), new Link(2, 1));
        cut(new LinkFault.Stall(), new Link(2, 1), new Link(1, 3));
        cut(new LinkFault.Reset(), new Link(2, 1), new Link(3, 1));
        assertThat(hits).isEmpty();
        cut(new LinkFault.Stall(), new Link(2, 1), new Link(3, 1));

        assertThat(hits).containsExactly("leader cut off with sends in flight (n1: 4 to orders-0)");
    }

    @Test
    void a_leader_that_is_cut_off_with_nothing_in_flight_is_no_dangerous_moment() {
        leads(1, 1, 2, 3);

        cut(new LinkFault.Stall(), new Link(1, 2), new Link(1, 3));

        assertThat(hits).isEmpty();
    }

    @Test
    void the_controller_moves_from_one_known_controller_to_another() {
        moments.seen(new QuorumView(1, List.of(1, 2, 3)));
        moments.seen(new QuorumView(QuorumView.UNKNOWN, List.of(1, 2, 3)));
        moments.seen(new QuorumView(1, List.of(1, 2, 3)));
        assertThat(hits).isEmpty();

        moments.seen(new QuorumView(3, List.of(1, 2, 3)));

        assertThat(hits).containsExactly("controller moved (n1 → n3)");
        assertThat(where).containsExactly(List.of());
    }

    @Test
    void what_nodes_tell_of_a_log_and_of_a_batch_is_a_moment_each_time() {
        moments.told(NodeReport.Kind.TRUNCATED, 2, ORDERS, 41, 1000);
        moments.told(NodeReport.Kind.OUT_OF_SEQUENCE, 2, ORDERS, NodeReport.NONE, 1000);

        assertThat(hits)
                .containsExactly(
                        "log truncated (n2: orders-0 back to offset 41)",
                        "batch refused as out of sequence (n2: orders-0)");
    }

    @Test
    void an_unclean_election_is_one_however_many_nodes_tell_of_it() {
        leads(1, 1, 2, 3);
        moments.told(NodeReport.Kind.UNCLEAN_LEADER, 2, ORDERS, 7, 1000);
        moments.told(NodeReport.Kind.UNCLEAN_LEADER, 3, ORDERS, 7, 1001);
        moments.told(NodeReport.Kind.UNCLEAN_LEADER, 3, ORDERS, 9, 1002);

        assertThat(hits)
                .containsExactly(
                        "leader elected uncleanly (n2: orders-0 in leader epoch 7)",
                        "leader elected uncleanly (n3: orders-0 in leader epoch 9)");
    }

    @Test
    void a_leader_that_refuses_again_and_again_is_one_moment_until_others_are_in_sync() {
        leads(1, 1);
        moments.told(NodeReport.Kind.TOO_FEW_IN_SYNC, 1, ORDERS, NodeReport.NONE, 1000);
        moments.told(NodeReport.Kind.TOO_FEW_IN_SYNC, 1, ORDERS, NodeReport.NONE, 1001);
        leads(1, 1, 2);
        moments.told(NodeReport.Kind.TOO_FEW_IN_SYNC, 1, ORDERS, NodeReport.NONE, 1002);

        assertThat(hits)
                .containsExactly(
                        "batch refused with too few in sync (n1: orders-0)",
                        "batch refused with too few in sync (n1: orders-0)");
    }
}
