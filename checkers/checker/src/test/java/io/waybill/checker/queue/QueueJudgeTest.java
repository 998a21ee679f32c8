package io.waybill.checker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.anomaly.DeliveredWhileInFlight;
import io.waybill.checker.anomaly.DuplicateInQueue;
import io.waybill.checker.anomaly.LostInQueue;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.PhantomRead;
import io.waybill.checker.anomaly.QueueReordered;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.anomaly.RedeliveredAfterSettlement;
import io.waybill.checker.anomaly.RetriedDuplicateInQueue;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.Obligations;
import io.waybill.checker.oracle.Told;
import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueueJudgeTest {

    private record Said(List<AnomalyGroup> groups, List<Obligations> obligations, long open) {
        List<AnomalyKind> kinds() {
            return groups.stream().map(AnomalyGroup::kind).toList();
        }
    }

    static Stream<AnomalyKind> kinds() {
        return Stream.of(
                LostInQueue.KIND,
                RedeliveredAfterSettlement.KIND,
                DeliveredWhileInFlight.KIND,
                DuplicateInQueue.KIND,
                RetriedDuplicateInQueue.KIND,
                QueueReordered.KIND);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_example_of_an_anomaly_shows_it_and_nothing_else(AnomalyKind kind) {
        Said said = judge(kind.example());

        assertThat(said.kinds()).containsExactly(kind);
        assertThat(said.groups().get(0).witnesses()).hasSize(1);
        assertThat(said.groups().get(0).witnesses().get(0).contradiction(new Names()))
                .isNotBlank();
    }

    @Test
    void what_was_not_sent_failed_or_came_too_early_is_found() {
        Said said = judge("""
                queue jobs
                at 10..20 p1 sends a to jobs: fail 'refused'
                at 30..40 c1 receives a from jobs
                at 50..60 c1 receives ghost from jobs
                at 50..60 c1 receives corrupt from jobs
                at 70..80 c1 receives b from jobs
                at 90..95 p1 sends b to jobs: ok
                """);

        assertThat(said.kinds())
                .containsExactlyInAnyOrder(AbortedRead.KIND, PhantomRead.KIND, CorruptRead.KIND, ReadBeforeSend.KIND);
    }

    @Test
    void a_reserved_sequence_of_a_torn_history_is_no_phantom() {
        assertThat(judge("""
                                queue jobs
                                history is torn
                                p1 reserves 10 of jobs
                                p1 sends a to jobs: ok
                                c1 receives p1#7 from jobs
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_is_unseen_as_long_as_the_queue_was_not_found_empty() {
        Said said = judge("""
                queue jobs
                p1 sends a to jobs: ok
                p1 sends b to jobs: ok
                c1 receives a from jobs tag 1
                """);

        assertThat(said.kinds()).isEmpty();
        assertThat(said.obligations()).containsExactly(new Obligations("jobs", 2, 1, 0, 1, 0));
    }

    @Test
    void a_poll_that_began_before_the_acknowledgement_says_nothing_of_the_message() {
        assertThat(judge("""
                                queue jobs
                                at 1 c1 is assigned jobs
                                at 10..30 p1 sends a to jobs: ok
                                at 20..40 c1 polls: nothing
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_may_be_with_a_consumer_that_did_not_find_the_queue_empty() {
        String text = """
                queue jobs
                c2 is assigned jobs
                p1 sends a to jobs: ok
                c1 is assigned jobs
                c1 polls: nothing
                """;

        assertThat(judge(text).kinds()).isEmpty();
        assertThat(judge(text.replace("c1 polls", "c2 closes\nc1 polls")).kinds())
                .containsExactly(LostInQueue.KIND);
        assertThat(judge(text.replace("c1 polls", "c2 crashes\nc1 polls")).kinds())
                .isEmpty();
        assertThat(judge("attribute drained: true\n" + text.replace("c1 polls", "c2 crashes\nc1 polls"))
                        .kinds())
                .containsExactly(LostInQueue.KIND);
    }

    @Test
    void what_a_fault_delays_is_lost_only_where_the_harness_drained() {
        String text = """
                queue jobs
                c1 is assigned jobs
                p1 sends a to jobs: ok
                fault f1 kill 'a node' hits n1
                fault f1 ends
                c1 polls: nothing
                """;

        assertThat(judge(text).kinds()).isEmpty();
        assertThat(judge("attribute drained: true\n" + text).kinds()).containsExactly(LostInQueue.KIND);
    }

    @Test
    void an_indeterminate_send_owes_nothing() {
        assertThat(judge("""
                                queue jobs
                                p1 sends a to jobs: info 'no reply'
                                c1 is assigned jobs
                                c1 polls: nothing
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_may_come_again_after_an_indeterminate_settlement() {
        assertThat(judge("""
                                queue jobs
                                p1 sends a to jobs: ok
                                c1 receives a from jobs tag 1
                                c1 acks a tag 1: info 'an ack has no reply'
                                c1 receives a from jobs tag 2
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_may_come_again_after_it_was_returned() {
        assertThat(judge("""
                                queue jobs
                                p1 sends a to jobs: ok
                                c1 receives a from jobs tag 1
                                c1 requeues a tag 1: ok
                                c2 receives a from jobs tag 1
                                c2 crashes
                                c3 receives a from jobs tag 1 again
                                c3 acks a tag 1: ok
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_may_come_again_after_its_visibility_timeout() {
        String text = """
                queue jobs
                at 0..5 p1 sends a to jobs: ok
                at 10..20 c1 receives a from jobs tag 1
                at 1000020..1000030 c2 receives a from jobs tag 1
                at 1000040..1000050 c1 acks a tag 1: ok
                """;

        assertThat(judge("attribute visibility-timeout-ms: 1\n" + text).kinds()).isEmpty();
        assertThat(judge("attribute visibility-timeout-ms: 2\n" + text).kinds())
                .containsExactly(DeliveredWhileInFlight.KIND);
    }

    @Test
    void the_brokers_word_that_a_message_was_returned_leaves_the_question_open() {
        String text = """
                queue jobs
                p1 sends a to jobs: ok
                c1 receives a from jobs tag 1
                c2 receives a from jobs tag 1 again
                """;

        assertThat(judge(text).kinds()).isEmpty();
        assertThat(judge(text).open()).isEqualTo(1);
        assertThat(judge(text + "c1 acks a tag 1: ok").kinds()).containsExactly(DeliveredWhileInFlight.KIND);
    }

    @Test
    void what_a_torn_history_has_lost_may_have_returned_a_message() {
        String torn = "history is torn\n";

        assertThat(judge(torn + DeliveredWhileInFlight.KIND.example()).kinds()).isEmpty();
        assertThat(judge(torn + DuplicateInQueue.KIND.example()).open()).isEqualTo(1);
        assertThat(judge(torn + RedeliveredAfterSettlement.KIND.example()).kinds())
                .containsExactly(RedeliveredAfterSettlement.KIND);
    }

    @Test
    void each_of_many_deliveries_is_reported_once() {
        Said said = judge("""
                queue jobs
                p1 sends a to jobs: ok
                c1 receives a from jobs
                c1 receives a from jobs
                c1 receives a from jobs
                """);

        assertThat(said.groups()).extracting(AnomalyGroup::count).containsExactly(2L);
    }

    @Test
    void sends_that_overlap_may_come_out_in_any_order() {
        assertThat(judge("""
                                queue jobs
                                at 10..30 p1 sends a to jobs: ok
                                at 20..40 p2 sends b to jobs: ok
                                at 50..60 c1 receives b from jobs
                                at 70..80 c1 receives a from jobs
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_that_was_returned_unseen_is_left_out_of_the_order() {
        assertThat(judge("""
                                queue jobs
                                p1 sends a to jobs: ok
                                p1 sends b to jobs: ok
                                c1 receives b from jobs tag 1
                                c1 receives a from jobs tag 2 again
                                """).kinds()).isEmpty();
    }

    @Test
    void a_message_that_never_came_out_was_overtaken_unless_an_unknown_poll_took_it() {
        String text = """
                queue jobs
                p1 sends a to jobs: ok
                p1 sends b to jobs: ok
                c1 receives b from jobs tag 1
                """;

        assertThat(judge(text).kinds()).containsExactly(QueueReordered.KIND);
        assertThat(judge(text.replace("c1 receives", "c1 polls: info 'no reply'\nc1 receives"))
                        .kinds())
                .isEmpty();
        assertThat(judge(text + "c1 polls: info 'no reply'").kinds()).containsExactly(QueueReordered.KIND);
        assertThat(judge(text + "c2 is assigned jobs").kinds()).isEmpty();
    }

    @Test
    void sequences_that_are_not_dense_are_found_all_the_same() {
        Said said = judge("""
                queue jobs
                p1 sends p1#4000000000000000000 to jobs: ok
                p1 sends p1#17 to jobs: ok
                c1 receives p1#17 from jobs tag 1
                c1 receives p1#4000000000000000000 from jobs tag 2
                c1 receives p1#5 from jobs tag 3
                """);

        assertThat(said.kinds()).containsExactlyInAnyOrder(PhantomRead.KIND, QueueReordered.KIND);
        assertThat(said.obligations()).containsExactly(new Obligations("jobs", 2, 2, 0, 0, 0));
    }

    @Test
    void two_threads_say_the_same_as_one() {
        String text = QueueReordered.KIND.example();

        assertThat(judge(text, 2)).isEqualTo(judge(text, 1));
    }

    private static Said judge(String text) {
        return judge(text, 1);
    }

    private static Said judge(String text, int threads) {
        try (HistoryReader history = Told.history(text)) {
            QueueJudge judge = new QueueJudge(history, HistoryFacts.of(history), true);
            Findings findings = new Findings(10);
            judge.judge(findings, threads);
            return new Said(
                    findings.groups(), judge.obligations(), judge.settlement().open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
