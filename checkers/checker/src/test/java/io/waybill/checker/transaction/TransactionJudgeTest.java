package io.waybill.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.LastStableOffsetPassed;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.NonmonotonicSend;
import io.waybill.checker.anomaly.PrecommittedRead;
import io.waybill.checker.anomaly.PrematureRead;
import io.waybill.checker.anomaly.ProcessedNever;
import io.waybill.checker.anomaly.ProcessedTwice;
import io.waybill.checker.anomaly.TornTransaction;
import io.waybill.checker.anomaly.ZombieWrite;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.oracle.Told;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionJudgeTest {

    static Stream<AnomalyKind> kinds() {
        return Stream.of(
                TornTransaction.KIND,
                PrematureRead.KIND,
                PrecommittedRead.KIND,
                LastStableOffsetPassed.KIND,
                ZombieWrite.KIND,
                NonmonotonicSend.KIND,
                ProcessedTwice.KIND,
                ProcessedNever.KIND);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_example_of_an_anomaly_shows_it_and_nothing_else(AnomalyKind kind) {
        List<AnomalyGroup> groups = judge(kind.example());

        assertThat(groups).extracting(AnomalyGroup::kind).containsExactly(kind);
        assertThat(groups.get(0).witnesses()).hasSize(1);
        assertThat(groups.get(0).witnesses().get(0).proof()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(groups.get(0).witnesses().get(0).contradiction(new Names())).isNotBlank();
    }

    @Test
    void an_indeterminate_transaction_is_torn_once_a_part_of_it_was_seen() {
        List<AnomalyGroup> groups = judge("""
                consumer c1: read committed
                p1 begins t1
                p1 sends a in t1 to orders-0: ok @0
                p1 sends b in t1 to orders-0: ok @1
                p1 commits t1: info 'no reply'
                c1 polls orders-0 from 0: @1 b
                """);

        assertThat(groups).extracting(AnomalyGroup::kind).containsExactly(TornTransaction.KIND);
    }

    @Test
    void what_is_below_the_start_of_the_log_is_not_missing() {
        assertThat(judge("fact log start of orders-0: 1\n" + TornTransaction.KIND.example()))
                .isEmpty();
    }

    @Test
    void an_indeterminate_transaction_that_nobody_saw_is_not_torn() {
        assertThat(judge("""
                        consumer c1: read committed
                        p1 begins t1
                        p1 sends a in t1 to orders-0: ok @0
                        p1 commits t1: info 'no reply'
                        p2 sends b to orders-0: ok @2
                        c1 polls orders-0 from 0: @2 b
                        """)).isEmpty();
    }

    @Test
    void what_read_uncommitted_consumers_see_proves_no_commit() {
        assertThat(judge("""
                        p1 begins t1
                        p1 sends a in t1 to orders-0: ok @0
                        p1 sends b in t1 to orders-0: ok @1
                        p1 commits t1: info 'no reply'
                        c1 polls orders-0 from 0: @1 b
                        """)).isEmpty();
    }

    @Test
    void a_poll_that_overlaps_the_commit_may_see_it() {
        assertThat(judge("""
                        consumer c1: read committed
                        at 10 p1 begins t1
                        at 20..30 p1 sends a in t1 to orders-0: ok @0
                        at 50..70 p1 commits t1: ok
                        at 40..60 c1 polls orders-0 from 0: @0 a
                        """)).isEmpty();
    }

    @Test
    void a_read_where_only_an_abort_was_asked_for_is_premature_though_the_abort_is_indeterminate() {
        List<AnomalyGroup> groups = judge("""
                consumer c1: read committed
                p1 begins t1
                p1 sends a in t1 to orders-0: ok @0
                p1 aborts t1: info 'no reply'
                c1 polls orders-0 from 0: @0 a
                """);

        assertThat(groups).extracting(AnomalyGroup::kind).containsExactly(PrematureRead.KIND);
    }

    @Test
    void a_transaction_without_a_recorded_end_may_have_been_committed_any_time() {
        assertThat(judge("""
                        consumer c1: read committed
                        p1 begins t1
                        p1 sends a in t1 to orders-0: ok @0
                        c1 polls orders-0 from 0: @0 a
                        """)).isEmpty();
    }

    @Test
    void a_reader_may_go_past_a_transaction_that_may_have_timed_out() {
        String text = """
                consumer c1: read committed
                at 10 p1 begins t1
                at 20..30 p1 sends a in t1 to orders-0: ok @0
                at 40..50 p2 sends b to orders-0: ok @2
                at 60..70 c1 polls orders-0: @2 b
                at 80..90 p1 aborts t1: ok
                """;

        assertThat(judge(text)).isEmpty();
        assertThat(judge("attribute transaction-timeout-ms: 1\n" + text))
                .extracting(AnomalyGroup::kind)
                .containsExactly(LastStableOffsetPassed.KIND);
        assertThat(judge("attribute transaction-timeout-ms: 0\n" + text)).isEmpty();
    }

    @Test
    void a_read_uncommitted_reader_waits_for_nobody() {
        assertThat(judge("""
                        p1 begins t1
                        p1 sends a in t1 to orders-0: ok @0
                        p2 sends b to orders-0: ok @1
                        c1 polls orders-0: @0 a, @1 b
                        p1 commits t1: ok
                        """)).isEmpty();
    }

    @Test
    void what_a_zombie_asked_for_before_it_was_fenced_may_succeed() {
        assertThat(judge("""
                        session p1: transactional tx epoch 0
                        at 40..50 session p2: transactional tx epoch 1
                        at 30 p1 begins t1
                        at 40..60 p1 sends a in t1 to orders-0: ok @0
                        at 70..80 p1 sends b in t1 to orders-0: fail 'fenced'
                        at 90..99 p1 commits t1: fail 'fenced'
                        """)).isEmpty();
    }

    @Test
    void a_zombie_may_not_commit() {
        List<AnomalyGroup> groups = judge("""
                session p1: transactional tx epoch 0
                at 40..50 session p2: transactional tx epoch 1
                at 20 p1 begins t1
                at 30..35 p1 sends a in t1 to orders-0: ok @0
                at 90..99 p1 commits t1: ok
                """);

        assertThat(groups).extracting(AnomalyGroup::kind).containsExactly(ZombieWrite.KIND);
    }

    @Test
    void two_applications_may_process_one_input() {
        assertThat(judge("""
                        consumer c1: scope one
                        consumer c2: scope two
                        p1 begins t1
                        p1 sends a in t1 from in-0 @0 to out-0: ok @0
                        c1 commits in-0 to 1 in t1: ok
                        p1 commits t1: ok
                        p2 begins t2
                        p2 sends b in t2 from in-0 @0 to out-0: ok @2
                        c2 commits in-0 to 1 in t2: ok
                        p2 commits t2: ok
                        """)).isEmpty();
    }

    @Test
    void an_input_whose_first_transaction_was_aborted_is_processed_once() {
        assertThat(judge("""
                        consumer c1: scope app
                        p1 begins t1
                        p1 sends a in t1 from in-0 @0 to out-0: ok @0
                        c1 commits in-0 to 1 in t1: ok
                        p1 aborts t1: ok
                        p1 begins t2
                        p1 sends b in t2 from in-0 @0 to out-0: ok @2
                        c1 commits in-0 to 1 in t2: ok
                        p1 commits t2: ok
                        """)).isEmpty();
    }

    @Test
    void an_input_may_have_several_outputs_in_one_transaction() {
        assertThat(judge("""
                        p1 begins t1
                        p1 sends a in t1 from in-0 @0 to out-0: ok @0
                        p1 sends b in t1 from in-0 @0 to out-0: ok @1
                        p1 commits t1: ok
                        """)).isEmpty();
    }

    @Test
    void an_input_that_an_indeterminate_transaction_may_have_processed_is_not_missing() {
        assertThat(judge("""
                        consumer c1: scope app
                        p1 begins t0
                        p1 sends z in t0 from in-0 @0 to out-0: ok @0
                        p1 commits t0: info 'no reply'
                        p1 begins t1
                        p1 sends a in t1 from in-0 @0 to out-0: ok @2
                        p1 aborts t1: ok
                        p1 begins t2
                        p1 sends b in t2 from in-0 @1 to out-0: ok @4
                        c1 commits in-0 to 2 in t2: ok
                        p1 commits t2: ok
                        """)).isEmpty();
    }

    @Test
    void every_input_processed_twice_is_counted() {
        List<AnomalyGroup> groups = judge("""
                p1 begins t1
                p1 sends a in t1 from in-0 @0 to out-0: ok @0
                p1 sends b in t1 from in-0 @1 to out-0: ok @1
                p1 sends c in t1 from in-0 @2 to out-0: ok @2
                p1 commits t1: ok
                p1 begins t2
                p1 sends d in t2 from in-0 @1 to out-0: ok @4
                p1 sends e in t2 from in-0 @2 to out-0: ok @5
                p1 sends f in t2 from in-0 @3 to out-0: ok @6
                p1 commits t2: ok
                """);

        assertThat(groups).extracting(AnomalyGroup::count).containsExactly(2L);
    }

    private static List<AnomalyGroup> judge(String text) {
        List<Event> events = Told.events(text);
        try (HistoryReader history = Told.stored(events)) {
            HistoryFacts facts = HistoryFacts.of(history);
            TransactionJudge judge = new TransactionJudge(history, facts);
            SimpleFates.tell(events, facts, judge);
            Findings findings = new Findings(10);
            judge.judge(findings);
            return findings.groups();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
