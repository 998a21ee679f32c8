package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.Verdict;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Partition;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.file.HistoryReader;
import io.waybill.runner.ConfigurationResult;
import io.waybill.system.ClientLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three real nodes under load whose processes are killed; what was recorded is judged as anybody can judge it later.
 */
@Timeout(300)
class NodeKillsIT {

    private static final Partition ORDERS = new Partition("orders", 0);
    private static final int STRIKES = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = ClientLibrary.class,
            names = {"OFFICIAL", "REFERENCE"})
    void a_kill_of_each_node_under_load_loses_nothing_that_all_acknowledged_whichever_client_asks(ClientLibrary library)
            throws IOException {
        ConfigurationResult result = run(library, eachNodeOnce(), List.of());

        Judgement judgement = check(result.history());
        assertThat(judgement.faults()).hasSize(3);
        assertThat(verdicts(judgement))
                .hasSize(ShortPlan.PROMISED.size())
                .allSatisfy((claim, verdict) -> assertThat(verdict).isInstanceOf(Verdict.Holds.class));
        assertThat(result.drained()).isTrue();
        assertThat(result.traffic().acknowledged()).isGreaterThan(500);
        assertNothingIsLeft();
    }

    @Test
    void a_leader_that_answers_too_early_is_seen_to_lose() throws IOException {
        FaultPlan fatal = FaultPlan.of(
                Schedule.at(Duration.ofMillis(300)),
                Fault.leaderKilledWhileFollowersStandStill(
                        ORDERS, Duration.ofMillis(1_500), Duration.ofMillis(1_200), Duration.ofMillis(3_500)));

        // On a busy machine the followers may go on with all that the leader had: then nothing was put to the test.
        ConfigurationResult result = run(ClientLibrary.OFFICIAL, fatal, List.of("R1"));
        for (int strike = 2; strike <= STRIKES && !hasLost(result); strike++) {
            result = run(ClientLibrary.OFFICIAL, fatal, List.of("R1"));
        }

        Judgement judgement = check(result.history());
        assertThat(verdicts(judgement).get(Claim.AT_LEAST_ONCE)).isInstanceOf(Verdict.Violated.class);
        assertThat(judgement.claims())
                .filteredOn(each -> each.claim() == Claim.AT_LEAST_ONCE)
                .flatExtracting(ClaimVerdict::because)
                .extracting(AnomalyKind::id)
                .contains("lost-write");
        assertThat(Files.readString(log(result, 1))).contains("\"event\":\"flawed\",\"plantedFlaws\":\"R1\"");
        assertNothingIsLeft();
    }

    private static boolean hasLost(ConfigurationResult result) throws IOException {
        return verdicts(check(result.history())).get(Claim.AT_LEAST_ONCE) instanceof Verdict.Violated;
    }

    private static FaultPlan eachNodeOnce() {
        return FaultPlan.of(Schedule.at(Duration.ofMillis(200)), kill(1))
                .and(Schedule.at(Duration.ofMillis(2_000)), kill(2))
                .and(Schedule.at(Duration.ofMillis(3_800)), kill(3));
    }

    private static Fault kill(int node) {
        return new Fault.Kill(Victim.node(node), Span.of(Duration.ofMillis(1_300)), Fault.Reach.ANY);
    }

    private ConfigurationResult run(ClientLibrary library, FaultPlan faults, List<String> flaws) {
        return ShortPlan.run(ShortPlan.of(faults, library), directory, flaws)
                .configurations()
                .get(0);
    }

    private static Judgement check(Path history) throws IOException {
        try (HistoryReader reader = HistoryReader.open(history)) {
            return HistoryChecker.check(reader, CheckOptions.all(2).withClaims(ShortPlan.PROMISED));
        }
    }

    private static Map<Claim, Verdict> verdicts(Judgement judgement) {
        return judgement.claims().stream().collect(Collectors.toMap(ClaimVerdict::claim, ClaimVerdict::verdict));
    }

    private static Path log(ConfigurationResult result, int node) {
        return result.history().resolveSibling("logs").resolve("n" + node + ".jsonl");
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(ProcessHandle.current()
                        .children()
                        .map(child -> child.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains("NodeMain"));
        try (Stream<Path> entries = Files.list(directory.resolve("scratch"))) {
            assertThat(entries.map(Path::getFileName).map(Path::toString)).containsExactly("ports");
        }
    }
}
