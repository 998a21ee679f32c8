package io.waybill.simulation.invariant.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.fault.Partition;
import io.waybill.simulator.WorldListener.Ending;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BrokerInvariantsTest {

    private static final List<Integer> ALL = List.of(1, 2, 3);
    private static final long NOTHING = Long.MAX_VALUE;

    private final PretendedCluster cluster = PretendedCluster.flushing();

    private PretendedBroker broker(int node) {
        return cluster.broker(node);
    }

    /** Node 1 has committed offsets 0 to 4 in epoch 0, and everybody knows. */
    private void fiveAreCommitted() {
        cluster.replicate(0, 4, 0);
        cluster.commit(1, 5);
    }

    @Test
    void a_cluster_that_replicates_elects_and_truncates_breaks_nothing() {
        fiveAreCommitted();
        broker(1).acknowledge(4, -1).serve(5).append(5, 6, 0).sync();

        cluster.elect(2, List.of(2, 3));
        broker(2).lead(1).append(5, 5, 1).sync();
        broker(3).follow(1, 2).append(5, 5, 1).sync();
        broker(1).follow(1, 2).truncate(5).append(5, 5, 1).sync();
        cluster.agree(List.of(2, 3, 1));
        cluster.commit(2, 6);
        broker(2).acknowledge(5, -1);

        assertThat(cluster.found()).isEmpty();
        assertThat(cluster.invariants().checks()).isPositive();
    }

    @Test
    void two_leaders_of_an_epoch_are_found() {
        broker(2).lead(0);

        assertThat(cluster.found()).containsExactly("one leader an epoch");
    }

    @Test
    void a_leader_that_begins_anew_in_its_epoch_is_found_and_a_follower_is_not() {
        broker(2).comesBack(Ending.KILL, NOTHING).follow(0, 1);
        List<String> before = cluster.found();

        broker(1).comesBack(Ending.KILL, NOTHING).lead(0);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("one leader an epoch");
    }

    @Test
    void a_leader_that_the_metadata_do_not_name_is_found() {
        cluster.elect(2, ALL);

        broker(3).lead(1);

        assertThat(cluster.found()).containsExactly("one leader an epoch");
    }

    @Test
    void a_replica_that_goes_back_to_an_earlier_epoch_is_found_even_after_a_crash() {
        cluster.elect(2, ALL);
        broker(3).follow(1, 2).comesBack(Ending.KILL, NOTHING);

        broker(3).follow(0, 1);

        assertThat(cluster.found()).containsExactly("epochs grow");
    }

    @Test
    void a_leader_that_appends_in_an_epoch_that_is_not_its_own_is_found() {
        broker(1).append(0, 0, 1);

        assertThat(cluster.found()).containsExactly("epochs grow");
    }

    @Test
    void metadata_in_which_a_leader_changes_within_an_epoch_are_found() {
        cluster.set(2, 0, ALL, List.of(), LeaderRecovery.RECOVERED);

        assertThat(cluster.found()).containsExactly("epochs grow");
    }

    @Test
    void a_broker_epoch_that_does_not_grow_is_found() {
        broker(1).node().onRegistered(7);

        broker(1).comesBack(Ending.KILL, NOTHING).node().onRegistered(7);

        assertThat(cluster.found()).containsExactly("epochs grow");
    }

    @Test
    void a_high_watermark_beyond_the_log_of_somebody_in_sync_is_found() {
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();

        broker(1).commit(5);

        assertThat(cluster.found()).containsExactly("the high watermark is replicated");
    }

    @Test
    void a_high_watermark_does_not_wait_for_who_has_left_the_isr() {
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();
        cluster.agree(List.of(1, 2));

        broker(1).commit(5);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_high_watermark_that_does_not_wait_for_who_is_proposed_is_found() {
        cluster.agree(List.of(1, 2));
        broker(1).append(0, 4, 0).sync().inSync(1, List.of(1, 2), ALL);
        broker(2).append(0, 4, 0).sync();

        broker(1).commit(5);

        assertThat(cluster.found()).containsExactly("the high watermark is replicated");
    }

    @Test
    void a_leader_that_has_left_out_who_is_in_the_isr_of_the_metadata_is_found() {
        broker(1).append(0, 4, 0).sync().inSync(0, List.of(1, 2), List.of(1, 2));
        broker(2).append(0, 4, 0).sync();
        List<String> before = cluster.found();

        broker(1).commit(5);

        assertThat(before).containsExactly("the ISR is agreed");
        assertThat(cluster.found()).contains("the high watermark is replicated");
    }

    @Test
    void what_is_not_on_disk_does_not_count_where_each_record_is_flushed() {
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();
        broker(3).append(0, 4, 0);

        broker(1).commit(5);

        assertThat(cluster.found()).containsExactly("the high watermark is replicated");
    }

    @Test
    void what_is_not_flushed_counts_where_written_is_enough() {
        PretendedCluster writing = PretendedCluster.writing();
        ALL.forEach(node -> writing.broker(node).append(0, 4, 0).write());

        writing.broker(1).commit(5).acknowledge(4, -1);

        assertThat(writing.found()).isEmpty();
    }

    @Test
    void what_the_disk_has_not_taken_counts_nowhere() {
        PretendedCluster writing = PretendedCluster.writing();
        writing.broker(1).append(0, 4, 0).write();
        writing.broker(2).append(0, 4, 0).write();
        writing.broker(3).append(0, 4, 0);

        writing.broker(1).commit(5);

        assertThat(writing.found()).containsExactly("the high watermark is replicated");
    }

    @Test
    void a_leader_that_commits_with_too_few_in_sync_is_found() {
        cluster.agree(List.of(1));
        broker(1).append(0, 4, 0).sync();

        broker(1).commit(5);

        assertThat(cluster.found()).containsExactly("enough replicas commit");
    }

    @Test
    void a_replica_that_takes_another_batch_for_committed_is_found() {
        broker(1).append(0, 4, 0, 77).sync();
        broker(2).append(0, 4, 0, 77).sync();
        broker(3).append(0, 4, 0, 99).sync();
        cluster.agree(List.of(1, 2));
        broker(1).commit(5);

        broker(2).commit(5);
        List<String> before = cluster.found();
        broker(3).commit(5);

        assertThat(before).doesNotContain("committed logs agree");
        assertThat(cluster.found()).contains("committed logs agree");
    }

    @Test
    void two_batches_of_one_offset_and_epoch_are_found() {
        broker(1).append(0, 4, 0, 77);
        broker(2).append(0, 4, 0, 77);
        List<String> before = cluster.found();

        broker(3).append(0, 4, 0, 99);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("replica logs match");
    }

    @Test
    void the_same_batch_after_different_ones_is_found_and_after_a_truncation_it_is_not() {
        cluster.replicate(0, 4, 0);
        broker(1).append(5, 6, 0);
        broker(3).append(5, 6, 0);
        cluster.elect(2, List.of(2, 3));
        broker(2).lead(1).append(5, 6, 1).append(7, 7, 1);

        broker(1).follow(1, 2).truncate(5).append(5, 6, 1).append(7, 7, 1);
        List<String> before = cluster.found();
        broker(3).follow(1, 2).append(7, 7, 1);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("replica logs match");
    }

    @Test
    void a_log_that_begins_within_another_matches_it_from_there_on() {
        cluster.replicate(0, 4, 0);
        cluster.replicate(5, 6, 0);
        cluster.commit(1, 7);
        broker(1).delete(5);

        broker(3).restart(5).append(5, 6, 0);
        broker(1).append(7, 7, 0);
        broker(3).append(7, 7, 0);
        List<String> before = cluster.found();
        broker(1).append(8, 8, 0, 77);
        broker(3).append(8, 8, 0, 99);

        assertThat(before).doesNotContain("replica logs match");
        assertThat(cluster.found()).contains("replica logs match");
    }

    @Test
    void a_log_that_is_damaged_without_a_fault_is_found_and_with_one_it_is_not() {
        cluster.invariants().harmed(3);
        broker(3).goOffline();
        List<String> before = cluster.found();

        broker(2).goOffline();

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("logs stay sound");
    }

    @Test
    void who_stays_eligible_without_a_committed_batch_is_found_and_who_has_it_is_not() {
        cluster.agree(List.of(1, 2));
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();
        broker(1).commit(5);

        cluster.set(1, 0, List.of(1), List.of(2), LeaderRecovery.RECOVERED);
        List<String> before = cluster.found();
        cluster.set(1, 0, List.of(1), List.of(2, 3), LeaderRecovery.RECOVERED);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("in-sync replicas are complete");
    }

    @Test
    void a_high_watermark_beyond_the_log_of_somebody_eligible_is_found() {
        cluster.set(1, 0, List.of(1, 2), List.of(3), LeaderRecovery.RECOVERED);
        broker(1).append(0, 4, 0).sync().inSync(1, List.of(1, 2), List.of(1, 2));
        broker(2).append(0, 4, 0).sync();

        broker(1).commit(5);

        assertThat(cluster.found()).containsExactly("the high watermark is replicated");
    }

    @Test
    void a_replica_that_takes_for_committed_what_no_leader_has_committed_is_found() {
        cluster.replicate(0, 4, 0);

        broker(2).commit(5);

        assertThat(cluster.found()).containsExactly("committed logs agree");
    }

    @Test
    void a_committed_batch_that_is_truncated_is_found_and_another_is_not() {
        fiveAreCommitted();
        broker(2).append(5, 6, 0);

        broker(2).truncate(5);
        List<String> before = cluster.found();
        broker(2).truncate(0);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("committed batches stay", "the high watermark grows");
    }

    @Test
    void a_committed_batch_that_a_follower_does_not_know_to_be_committed_must_not_be_truncated_either() {
        cluster.replicate(0, 4, 0);
        broker(1).commit(5);

        broker(2).truncate(0);

        assertThat(cluster.found()).containsExactly("committed batches stay");
    }

    @Test
    void a_batch_that_was_committed_while_who_lagged_truncated_it_is_not_missed_there() {
        cluster.agree(List.of(1, 2));
        cluster.replicate(0, 4, 0);
        broker(1).commit(5);

        broker(3).truncate(0);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_log_that_is_begun_anew_with_committed_batches_in_it_is_found() {
        fiveAreCommitted();

        broker(2).restart(0);

        assertThat(cluster.found()).contains("committed batches stay");
    }

    @Test
    void a_log_that_is_begun_anew_where_its_leader_has_deleted_everything_before_is_right() {
        fiveAreCommitted();
        broker(1).delete(5);

        broker(2).restart(5);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_committed_batch_that_a_crash_took_from_a_disk_is_found() {
        fiveAreCommitted();

        broker(2).comesBack(Ending.POWER_CUT, 0);

        assertThat(cluster.found()).containsExactly("committed batches stay");
    }

    @Test
    void a_batch_that_was_not_on_disk_may_be_lost_in_a_crash() {
        fiveAreCommitted();
        broker(2).append(5, 6, 0);

        broker(2).comesBack(Ending.POWER_CUT, 5);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void what_a_fault_has_damaged_is_excused() {
        fiveAreCommitted();
        cluster.invariants().harmed(2);

        broker(2).comesBack(Ending.POWER_CUT, 0).follow(0, 1);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void what_a_power_cut_takes_where_written_is_enough_is_excused() {
        PretendedCluster writing = PretendedCluster.writing();
        ALL.forEach(node -> writing.broker(node).append(0, 4, 0).write());
        writing.commit(1, 5);

        writing.broker(2).comesBack(Ending.POWER_CUT, 0);
        writing.elect(2, List.of(2));
        writing.broker(2).lead(1);

        assertThat(writing.found()).isEmpty();
    }

    @Test
    void what_a_kill_takes_is_found_where_it_was_written_and_excused_where_it_was_not() {
        PretendedCluster writing = PretendedCluster.writing();
        ALL.forEach(node -> writing.broker(node).append(0, 4, 0).write());
        writing.commit(1, 5);
        writing.broker(2).append(5, 6, 0);

        writing.broker(2).comesBack(Ending.KILL, 5);
        List<String> before = writing.found();
        writing.broker(2).comesBack(Ending.KILL, 0);

        assertThat(before).isEmpty();
        assertThat(writing.found()).containsExactly("committed batches stay");
    }

    @Test
    void a_batch_that_a_replica_finds_and_never_had_is_found() {
        broker(2).append(0, 4, 0).append(5, 6, 0).sync();

        broker(2).comesBackWith(99);

        assertThat(cluster.found()).containsExactly("logs come back", "replica logs match");
    }

    @Test
    void a_leader_without_a_committed_batch_is_found() {
        cluster.agree(List.of(1, 2));
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();
        broker(1).commit(5);

        cluster.elect(3, List.of(3));
        broker(3).lead(1);

        assertThat(cluster.found())
                .containsExactly(
                        "elections are clean", "in-sync replicas are complete", "partition leader completeness");
    }

    @Test
    void an_unclean_leader_that_the_metadata_admit_is_not() {
        cluster.agree(List.of(1, 2));
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();
        broker(1).commit(5);

        cluster.elect(3, List.of(3), List.of(), LeaderRecovery.RECOVERING);
        broker(3).lead(1);
        broker(2).commit(5).follow(1, 3).truncate(0);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_leader_need_not_have_what_was_committed_after_its_epoch() {
        fiveAreCommitted();
        cluster.elect(2, ALL);
        cluster.elect(3, List.of(3, 1));
        broker(3).lead(2).append(5, 6, 2).sync();
        broker(1).follow(2, 3).append(5, 6, 2).sync();
        broker(3).inSync(2, List.of(3, 1), List.of(3, 1)).commit(7);

        broker(2).lead(1);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_leader_that_is_deposed_must_not_commit_what_the_later_one_lacks() {
        broker(1).inSync(0, ALL, List.of(1));
        cluster.elect(2, List.of(2, 3));
        broker(2).lead(1);

        broker(1).append(0, 4, 0).sync().commit(5);

        assertThat(cluster.found()).contains("partition leader completeness");
    }

    @Test
    void a_replica_that_comes_into_the_isr_without_a_committed_batch_is_found() {
        cluster.agree(List.of(1, 2));
        broker(1).append(0, 4, 0).sync();
        broker(2).append(0, 4, 0).sync();
        broker(1).commit(5);

        cluster.agree(ALL);

        assertThat(cluster.found()).containsExactly("in-sync replicas are complete");
    }

    @Test
    void a_replica_that_comes_into_the_isr_may_lack_what_is_not_committed() {
        cluster.agree(List.of(1, 2));
        cluster.replicate(0, 4, 0);
        cluster.commit(1, 5);
        broker(1).append(5, 6, 0).sync();

        cluster.agree(ALL);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void an_eligible_replica_may_be_elected() {
        cluster.agree(List.of(1));
        cluster.set(-1, 1, List.of(1), List.of(2), LeaderRecovery.RECOVERED);

        cluster.elect(2, List.of(2));

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_replica_that_was_not_in_sync_must_not_be_elected() {
        cluster.agree(List.of(1));

        cluster.elect(2, List.of(2));

        assertThat(cluster.found()).containsExactly("elections are clean");
    }

    @Test
    void a_fenced_broker_in_the_isr_is_found() {
        cluster.fence(3);

        assertThat(cluster.found()).containsExactly("the ISR is sound");
    }

    @Test
    void a_fenced_broker_may_stay_in_the_isr_as_the_last_while_nobody_leads() {
        cluster.agree(List.of(1));
        cluster.elect(-1, List.of(1));

        cluster.fence(1);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void a_leader_outside_of_the_isr_is_found() {
        cluster.agreeUnheard(List.of(2, 3));

        assertThat(cluster.found()).containsExactly("the ISR is sound");
    }

    @Test
    void a_leader_may_take_an_isr_for_agreed_that_is_no_longer_the_newest() {
        cluster.agree(List.of(1, 2));
        cluster.agreeUnheard(ALL);

        broker(1).inSync(1, List.of(1, 2), ALL);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void an_acknowledgement_of_what_is_not_committed_is_found() {
        cluster.replicate(0, 4, 0);

        broker(1).acknowledge(4, -1);

        assertThat(cluster.found()).containsExactly("acknowledged is committed");
    }

    @Test
    void an_acknowledgement_of_what_too_few_have_is_found() {
        cluster.agree(List.of(1));
        broker(1).append(0, 4, 0).sync().commit(5);

        broker(1).acknowledge(4, -1);

        assertThat(cluster.found()).contains("acknowledged has enough copies");
    }

    @Test
    void with_acks_of_the_leader_nobody_else_needs_to_have_it() {
        broker(1).append(0, 4, 0).sync();

        broker(1).acknowledge(4, 1);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void an_acknowledgement_before_the_disk_has_it_is_found() {
        broker(1).append(0, 4, 0);

        broker(1).acknowledge(4, 0);
        List<String> before = cluster.found();
        broker(1).acknowledge(4, 1);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("acknowledged is on disk");
    }

    @Test
    void an_acknowledgement_before_the_disk_has_taken_it_is_found_where_written_is_enough() {
        PretendedCluster writing = PretendedCluster.writing();

        writing.broker(1).append(0, 4, 0).write().acknowledge(4, 1);
        List<String> before = writing.found();
        writing.broker(1).append(5, 6, 0).acknowledge(6, 1);

        assertThat(before).isEmpty();
        assertThat(writing.found()).containsExactly("acknowledged is on disk");
    }

    @Test
    void what_is_given_to_consumers_beyond_the_high_watermark_is_found() {
        fiveAreCommitted();
        broker(2).append(5, 6, 0).sync();

        broker(2).serve(5);
        List<String> before = cluster.found();
        broker(2).serve(7);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("served is committed");
    }

    @Test
    void a_high_watermark_that_falls_is_found_and_one_that_lay_behind_in_the_checkpoint_is_not() {
        fiveAreCommitted();
        cluster.replicate(5, 6, 0);
        cluster.commit(1, 7);
        broker(2).comesBack(Ending.KILL, NOTHING);
        List<String> before = cluster.found();

        broker(1).commit(5);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("the high watermark grows");
    }

    /** Where a leader's log begins within a batch, a follower that begins there is given that batch as a whole. */
    @Test
    void a_high_watermark_that_falls_to_a_batch_that_was_deleted_is_right() {
        fiveAreCommitted();
        broker(1).delete(5);

        broker(2).restart(5).restart(0).append(0, 4, 0);
        List<String> before = cluster.found();
        cluster.replicate(5, 6, 0);
        cluster.commit(1, 7);
        broker(2).truncate(5);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).contains("the high watermark grows");
    }

    /** It was about to begin with that batch, before the start that it had by then. */
    @Test
    void a_log_that_comes_back_before_its_start_has_lost_nothing_where_all_between_was_deleted() {
        fiveAreCommitted();
        broker(1).delete(5);
        broker(2).restart(5);

        broker(2).comesBack(Ending.POWER_CUT, 0);

        assertThat(cluster.found()).isEmpty();
    }

    @Test
    void an_end_before_what_a_consumer_has_read_is_found() {
        var partition = new Partition("orders", 0);
        cluster.invariants().toldEnd(7, partition, 5, 5);
        List<String> before = cluster.found();

        cluster.invariants().toldEnd(7, partition, 4, 5);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("ends do not fall");
    }

    @Test
    void a_batch_that_leaves_a_gap_is_found() {
        broker(1).append(0, 4, 0);

        broker(1).append(6, 7, 0);

        assertThat(cluster.found()).containsExactly("logs have no gaps");
    }

    @Test
    void a_log_that_begins_beyond_all_that_is_committed_is_found() {
        fiveAreCommitted();

        broker(3).comesBack(Ending.KILL, NOTHING).restart(9);

        assertThat(cluster.found()).contains("logs have no gaps");
    }

    @Test
    void a_deletion_beyond_the_high_watermark_is_found() {
        cluster.replicate(0, 4, 0);
        cluster.replicate(5, 6, 0);
        cluster.commit(1, 5);

        broker(1).delete(5);
        List<String> before = cluster.found();
        broker(1).delete(7);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("deleted is committed");
    }

    @Test
    void nodes_with_different_metadata_after_the_same_command_are_found() {
        cluster.mislead(3);

        assertThat(cluster.found()).containsExactly("metadata agree");
    }

    @Test
    void two_controllers_of_an_epoch_are_found() {
        broker(1).node().onActiveController(5);
        broker(2).node().onActiveController(6);
        List<String> before = cluster.found();

        broker(3).node().onActiveController(6);

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("one controller an epoch");
    }

    @Test
    void a_decision_of_a_controller_that_is_no_longer_in_charge_is_found_unless_it_is_refused() {
        cluster.controlledBy(2, 6);
        cluster.apply(new MetadataCommand.FenceBroker(3, 0, 6), new CommandResult.Done());
        cluster.apply(
                new MetadataCommand.FenceBroker(3, 0, 5),
                new CommandResult.Refused(MetadataError.STALE_CONTROLLER_EPOCH, "stale"));
        List<String> before = cluster.found();

        cluster.apply(new MetadataCommand.UnfenceBroker(3, 0, 5), new CommandResult.Done());

        assertThat(before).isEmpty();
        assertThat(cluster.found()).containsExactly("the controller in charge decides");
    }

    @Test
    void every_invariant_has_an_id_of_its_own_and_a_definition() {
        List<String> ids =
                Arrays.stream(BrokerInvariant.values()).map(BrokerInvariant::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(BrokerInvariant.values())
                .allSatisfy(each -> assertThat(each.definition()).endsWith("."));
    }
}
