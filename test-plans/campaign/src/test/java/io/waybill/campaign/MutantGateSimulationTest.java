package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.settings.BrokerMutant;
import io.waybill.campaign.MutantSearch.Kill;
import io.waybill.client.config.ClientMutant;
import io.waybill.log.settings.LogMutant;
import io.waybill.raft.settings.QuorumMutant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every planted flaw is exposed by what must expose it, within its budget of seeds. That what is sound is clean over
 * the same seeds, {@link QuorumSeedsSimulationTest} and {@link BrokerSeedsSimulationTest} say.
 */
final class MutantGateSimulationTest {

    private static final long FIRST_SEED = 1;
    private static final int MASKED_SEEDS = 60;
    /** One needs retention, the other two producers of one transactional id: no run has these yet. */
    private static final List<LogMutant> BEYOND_ALL_RUNS =
            List.of(LogMutant.UNCOMMITTED_DELETED, LogMutant.PRODUCER_EPOCH_UNCHECKED);

    private static Stream<MutantCase> all() {
        return Stream.concat(MutantCatalogue.ofQuorum().stream(), MutantCatalogue.ofCluster().stream());
    }

    static Stream<MutantCase> exposed() {
        return all().filter(flaw -> !flaw.isMasked());
    }

    static Stream<MutantCase> masked() {
        return all().filter(MutantCase::isMasked);
    }

    @ParameterizedTest
    @MethodSource("exposed")
    void a_planted_flaw_is_exposed_by_what_must_expose_it(MutantCase flaw) {
        Optional<Kill> kill = MutantSearch.confirm(flaw, FIRST_SEED);

        assertThat(kill).isPresent();
    }

    @ParameterizedTest
    @MethodSource("masked")
    void a_masked_flaw_does_no_harm_alone(MutantCase flaw) {
        SeedRun run = flaw.subject()::run;

        Summary summary = Campaign.run(
                new SeedRange(FIRST_SEED, FIRST_SEED + MASKED_SEEDS), Cores.count(), run, CampaignListener.NONE);

        assertThat(summary.findings()).isEmpty();
    }

    private static Set<String> covered(List<MutantCase> cases) {
        Set<String> ids = new TreeSet<>();
        cases.forEach(each -> each.subject().flaws().forEach(flaw -> ids.add(flaw.id())));
        return ids;
    }

    @Test
    void every_flaw_of_the_quorum_has_a_case() {
        List<String> flaws =
                Arrays.stream(QuorumMutant.values()).map(QuorumMutant::id).toList();

        assertThat(covered(MutantCatalogue.ofQuorum())).containsExactlyInAnyOrderElementsOf(flaws);
    }

    @Test
    void every_flaw_of_a_cluster_and_its_clients_has_a_case() {
        Stream<String> nodes = Stream.concat(
                Arrays.stream(BrokerMutant.values()).map(BrokerMutant::id),
                Arrays.stream(MetadataMutant.values()).map(MetadataMutant::id));
        Stream<String> logs = Arrays.stream(LogMutant.values())
                .filter(each -> !BEYOND_ALL_RUNS.contains(each))
                .map(LogMutant::id);
        Stream<String> clients = Arrays.stream(ClientMutant.values()).map(ClientMutant::id);
        List<String> flaws =
                Stream.of(nodes, logs, clients).flatMap(each -> each).toList();

        assertThat(covered(MutantCatalogue.ofCluster())).containsExactlyInAnyOrderElementsOf(flaws);
    }
}
