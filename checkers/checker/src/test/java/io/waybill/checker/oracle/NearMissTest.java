package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.history.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories that look like an anomaly and are none: {@code <anomaly>-<why not>.txt}. Where one shows something else
 * instead, a line {@code # but: <anomaly>} says so.
 */
class NearMissTest {

    private static final Path NEAR_MISSES = Path.of("src/test/resources/near-misses");

    static Stream<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(NEAR_MISSES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void a_near_miss_is_no_anomaly(Path file) throws IOException {
        List<Event> events = HistoryText.parse(Files.readString(file));

        Judgement judgement = HistoryChecker.check(StoredHistory.of(events), CheckOptions.all(1));

        assertThat(Comparison.counts(judgement).keySet()).isEqualTo(instead(file));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void a_near_miss_is_no_anomaly_by_the_definitions(Path file) throws IOException {
        List<Event> events = HistoryText.parse(Files.readString(file));

        ReferenceChecker.Result result = ReferenceChecker.judge(events, Set.of());

        assertThat(result.counts().keySet()).isEqualTo(instead(file));
    }

    @Test
    void every_anomaly_of_logs_has_a_near_miss() throws IOException {
        List<String> names =
                histories().map(file -> file.getFileName().toString()).toList();

        Set<String> without = ReferenceChecker.KINDS.stream()
                .map(AnomalyKind::id)
                .filter(id -> names.stream().noneMatch(name -> name.startsWith(id)))
                .collect(Collectors.toSet());

        assertThat(without).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void a_near_miss_is_named_for_what_it_nearly_is(Path file) {
        String name = file.getFileName().toString();

        boolean named = ClaimCatalogue.anomalies().stream().anyMatch(kind -> name.startsWith(kind.id()));

        assertThat(named).as(name).isTrue();
    }

    private static Set<String> instead(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("# but: "))
                .map(line -> line.substring("# but: ".length()))
                .collect(Collectors.toSet());
    }
}
