package io.waybill.checker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.CommitPastProcessed;
import io.waybill.checker.anomaly.CommitRegression;
import io.waybill.checker.anomaly.CommittedPastConsumed;
import io.waybill.checker.anomaly.GroupOverlap;
import io.waybill.checker.anomaly.LostCommit;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.OffsetsWithoutOutputs;
import io.waybill.checker.anomaly.OutputsWithoutOffsets;
import io.waybill.checker.anomaly.ZombieCommit;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.oracle.Told;
import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupJudgeTest {

    static Stream<AnomalyKind> kinds() {
        return Stream.of(
                GroupOverlap.KIND,
                ZombieCommit.KIND,
                CommitRegression.KIND,
                LostCommit.KIND,
                OutputsWithoutOffsets.KIND,
                OffsetsWithoutOutputs.KIND,
                CommitPastProcessed.KIND,
                CommittedPastConsumed.KIND);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_example_of_an_anomaly_shows_it_and_nothing_else(AnomalyKind kind) {
        List<AnomalyGroup> groups = judge(kind.example());

        assertThat(groups).extracting(group -> group.kind().id()).containsExactly(kind.id());
        assertThat(groups.get(0).witnesses()).hasSize(1);
        assertThat(groups.get(0).witnesses().get(0).contradiction(new Names())).isNotBlank();
    }

    @Test
    void a_partition_may_move_within_a_generation_once_it_was_revoked() {
        assertThat(judge("""
                        c1 in group g generation 3 is assigned orders-0
                        c1 is revoked orders-0 generation 3
                        c2 in group g generation 3 is assigned orders-0
                        c2 closes
                        c3 in group g generation 3 is assigned orders-0, orders-1
                        c3 in group g generation 3 is assigned orders-1
                        c4 in group g generation 3 is assigned orders-0
                        """)).isEmpty();
    }

    @Test
    void a_paused_member_does_not_know_that_it_lost_a_partition() {
        assertThat(judge("""
                        c1 in group g generation 3 is assigned orders-0
                        c2 in group g generation 4 is assigned orders-0
                        c1 commits orders-0 to 5 generation 3: fail 'fenced'
                        c2 commits orders-0 to 7 generation 4: ok
                        """)).isEmpty();
    }

    @Test
    void a_commit_of_an_older_generation_may_overlap_the_newer_assignment() {
        assertThat(judge("""
                        at 5 c1 in group g generation 3 is assigned orders-0
                        at 15 c2 in group g generation 4 is assigned orders-0
                        at 10..20 c1 commits orders-0 to 5 generation 3: ok
                        """)).isEmpty();
    }

    @Test
    void two_groups_know_nothing_of_each_other() {
        assertThat(judge("""
                        c1 in group g generation 3 is assigned orders-0
                        c2 in group h generation 3 is assigned orders-0
                        c1 commits orders-0 to 5: ok
                        c2 commits orders-0 to 8: ok
                        c1 reads committed orders-0 to 5
                        """)).isEmpty();
    }

    @Test
    void an_indeterminate_commit_may_or_may_not_be_the_latest() {
        String text = """
                c1 in group g generation 1 is assigned orders-0
                c1 commits orders-0 to 5: ok
                c1 commits orders-0 to 8: info 'no reply'
                """;

        assertThat(judge(text + "c1 reads committed orders-0 to 5")).isEmpty();
        assertThat(judge(text + "c1 reads committed orders-0 to 8")).isEmpty();
    }

    @Test
    void a_read_that_overlaps_a_commit_may_return_either() {
        String text = """
                at 5 c1 in group g generation 1 is assigned orders-0
                at 10..20 c1 commits orders-0 to 5: ok
                at 30..50 c1 commits orders-0 to 8: ok
                """;

        assertThat(judge(text + "at 40..60 c1 reads committed orders-0 to 5")).isEmpty();
        assertThat(judge(text + "at 40..60 c1 reads committed orders-0 to 8")).isEmpty();
        assertThat(judge(text + "at 51..60 c1 reads committed orders-0 to 5")).hasSize(1);
    }

    @Test
    void a_client_may_commit_an_older_offset_on_purpose() {
        assertThat(judge("""
                        c1 in group g generation 1 is assigned orders-0
                        c1 commits orders-0 to 8: ok
                        c1 commits orders-0 to 5: ok
                        c1 reads committed orders-0 to 5
                        """)).isEmpty();
    }

    @Test
    void a_member_begins_where_the_group_had_come() {
        String text = """
                c1 in group g generation 1 is assigned orders-0
                c1 commits orders-0 to 5: ok
                c1 closes
                c2 in group g generation 2 is assigned orders-0
                c2 starts orders-0 at 5
                """;

        assertThat(judge(text)).isEmpty();
        assertThat(judge(text.replace("at 5", "at 9")))
                .extracting(AnomalyGroup::kind)
                .containsExactly(LostCommit.KIND);
        assertThat(judge(text.replace("at 5", "at 9").replace("closes", "crashes")))
                .isEmpty();
    }

    @Test
    void a_reader_without_a_group_begins_where_it_wants() {
        assertThat(judge("""
                        consumer c1: scope g
                        c1 is assigned orders-0
                        c1 commits orders-0 to 5: ok
                        c1 is assigned orders-0
                        c1 starts orders-0 at 0
                        """)).isEmpty();
    }

    @Test
    void a_commit_may_be_behind_markers_and_aborted_records() {
        assertThat(judge("""
                        consumer c1: scope g
                        p1 sends a to orders-0: ok @0
                        p1 begins t1
                        p1 sends b in t1 to orders-0: ok @1
                        p1 aborts t1: ok
                        c1 polls orders-0 from 0: @0 a
                        c1 commits orders-0 to 3: ok
                        """)).isEmpty();
    }

    @Test
    void what_another_member_was_handed_counts_for_the_group() {
        assertThat(judge("""
                        consumer c1: scope g
                        consumer c2: scope g
                        p1 sends a to orders-0: ok @0
                        p1 sends b to orders-0: ok @1
                        c1 polls orders-0 from 0: @0 a
                        c2 polls orders-0 from 1: @1 b
                        c1 commits orders-0 to 2: ok
                        """)).isEmpty();
    }

    private static List<AnomalyGroup> judge(String text) {
        try (HistoryReader history = Told.history(text)) {
            Findings findings = new Findings(10);
            new GroupJudge(history, HistoryFacts.of(history)).judge(findings);
            return findings.groups();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
