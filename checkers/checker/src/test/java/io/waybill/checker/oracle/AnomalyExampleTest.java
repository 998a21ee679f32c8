package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnomalyExampleTest {

    static Stream<String> kinds() {
        return ClaimCatalogue.anomalies().stream().map(AnomalyKind::id);
    }

    static Stream<String> kindsOfLogs() {
        return ReferenceChecker.KINDS.stream().map(AnomalyKind::id);
    }

    @ParameterizedTest
    @MethodSource("kindsOfLogs")
    void by_its_definition_an_example_shows_exactly_its_anomaly(String kind) {
        List<Event> events = HistoryText.parse(example(kind));

        ReferenceChecker.Result result = ReferenceChecker.judge(events, Set.of());

        assertThat(result.counts()).isEqualTo(Map.of(kind, 1L));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_checker_finds_exactly_its_anomaly_in_an_example(String kind) {
        List<Event> events = HistoryText.parse(example(kind));

        Judgement judgement = HistoryChecker.check(StoredHistory.of(events), options(kind));

        assertThat(Comparison.counts(judgement)).isEqualTo(Map.of(kind, 1L));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_witness_alone_proves_its_anomaly(String kind) {
        List<Event> events = HistoryText.parse(example(kind));
        AnomalyGroup group = HistoryChecker.check(StoredHistory.of(events), options(kind))
                .anomalies()
                .get(0);

        Judgement again = HistoryChecker.check(
                StoredHistory.of(Witness.alone(events, group.witnesses().get(0))), options(kind));

        assertThat(Comparison.counts(again)).containsKey(kind);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_step_is_missed_by_no_proof_and_a_proof_ends_in_a_sentence(String kind) {
        List<Event> events = HistoryText.parse(example(kind));
        Judgement judgement = HistoryChecker.check(StoredHistory.of(events), options(kind));
        Anomaly anomaly = judgement.anomalies().get(0).witnesses().get(0);

        List<Event> steps = new ArrayList<>();
        anomaly.proof().forEach(step -> steps.add(step.event()));

        assertThat(events).containsAll(steps);
        assertThat(anomaly.contradiction(judgement.names())).isNotBlank().doesNotContain("session ", "consumer ");
    }

    /** The order of queues is judged only where somebody asks for it. */
    private static CheckOptions options(String kind) {
        boolean ofQueueOrder = ClaimCatalogue.brokenBy(Claim.QUEUE_ORDER).stream()
                .anyMatch(each -> each.id().equals(kind));
        CheckOptions all = CheckOptions.all(1);
        return ofQueueOrder ? all.withClaims(Set.of(Claim.values())) : all;
    }

    private static String example(String kind) {
        return ClaimCatalogue.anomaly(kind).orElseThrow().example();
    }
}
