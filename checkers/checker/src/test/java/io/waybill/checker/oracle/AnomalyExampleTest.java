package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.KeyReordered;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnomalyExampleTest {

    /** Every claim by name: some anomalies are looked for only then. */
    private static final CheckOptions EVERYTHING =
            new CheckOptions(EnumSet.allOf(Claim.class), 1, 100, Optional.of(Duration.ofSeconds(1)));

    /** What is found besides because it is the same fact under another claim. */
    private static final Map<String, String> IMPLIED = Map.of(KeyReordered.KIND.id(), Reordered.KIND.id());

    /** What the definitions of logs say of themselves; transactions, groups and queues have tests of their own. */
    static Stream<String> kindsOfLogs() {
        return ReferenceChecker.KINDS.stream().map(AnomalyKind::id);
    }

    static Stream<String> kinds() {
        return ClaimCatalogue.anomalies().stream().map(AnomalyKind::id);
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

        Judgement judgement = HistoryChecker.check(StoredHistory.of(events), EVERYTHING);

        Map<String, Long> expected = new TreeMap<>(Map.of(kind, 1L));
        if (IMPLIED.containsKey(kind)) {
            expected.put(IMPLIED.get(kind), 1L);
        }
        assertThat(Comparison.counts(judgement)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_witness_alone_proves_its_anomaly(String kind) {
        List<Event> events = HistoryText.parse(example(kind));
        AnomalyGroup group = group(HistoryChecker.check(StoredHistory.of(events), EVERYTHING), kind);

        Judgement again = HistoryChecker.check(
                StoredHistory.of(Witness.alone(events, group.witnesses().get(0))), EVERYTHING);

        assertThat(Comparison.counts(again)).containsKey(kind);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_step_is_missed_by_no_proof_and_a_proof_ends_in_a_sentence(String kind) {
        List<Event> events = HistoryText.parse(example(kind));
        Judgement judgement = HistoryChecker.check(StoredHistory.of(events), EVERYTHING);
        Anomaly anomaly = group(judgement, kind).witnesses().get(0);

        List<Event> steps = new ArrayList<>();
        anomaly.proof().forEach(step -> steps.add(step.event()));

        assertThat(events).containsAll(steps);
        assertThat(anomaly.contradiction(judgement.names())).isNotBlank().doesNotContain("session ", "consumer ");
    }

    private static AnomalyGroup group(Judgement judgement, String kind) {
        return judgement.anomalies().stream()
                .filter(each -> each.kind().id().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String example(String kind) {
        return ClaimCatalogue.anomaly(kind).orElseThrow().example();
    }
}
