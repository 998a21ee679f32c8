package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.campaign.MutantSearch.Kill;
import io.waybill.raft.settings.QuorumMutant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every planted flaw is exposed by what must expose it, within its budget of seeds. That the sound quorum is clean over
 * the same seeds, {@link QuorumSeedsSimulationTest} says.
 */
final class MutantGateSimulationTest {

    private static final long FIRST_SEED = 1;
    private static final int MASKED_SEEDS = 60;

    static Stream<MutantCase> exposed() {
        return MutantCase.ofQuorum().stream().filter(flaw -> !flaw.isMasked());
    }

    static Stream<MutantCase> masked() {
        return MutantCase.ofQuorum().stream().filter(MutantCase::isMasked);
    }

    @ParameterizedTest
    @MethodSource("exposed")
    void a_planted_flaw_is_exposed_by_what_must_expose_it(MutantCase flaw) {
        Optional<Kill> kill = MutantSearch.search(flaw, FIRST_SEED);

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

    @Test
    void every_flaw_of_the_catalogue_has_a_case() {
        Set<String> covered = new TreeSet<>();

        MutantCase.ofQuorum().forEach(each -> each.subject().flaws().forEach(flaw -> covered.add(flaw.id())));

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(QuorumMutant.values())
                        .map(QuorumMutant::id)
                        .toList());
    }
}
