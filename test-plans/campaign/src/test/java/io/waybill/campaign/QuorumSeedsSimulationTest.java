package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Swarm;
import io.waybill.raft.settings.Mutants;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.quorum.QuorumRun;
import io.waybill.simulation.quorum.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The quorum under thousands of storms, each run twice: nothing is violated, nothing stands still, no crash is without
 * a reason, and the second run is the first one again. {@code waybill simulate quorum --seeds N --profile NAME --trace}
 * shows a seed that fails.
 */
final class QuorumSeedsSimulationTest {

    private static final long FIRST = 1;
    private static final long MOST_RUNS = 3_600;
    private static final long OTHER_RUNS = 200;

    private static RunResult twice(RunSpec spec) {
        RunResult first = QuorumRun.of(spec);
        RunResult second = QuorumRun.of(spec);
        if (!second.equals(first)) {
            throw new IllegalStateException("seed " + spec.seed() + " of profile " + spec.profile()
                    + " was another run the second time: " + first.hash() + " and " + second.hash());
        }
        return first;
    }

    private static Summary run(String profile, long count) {
        return Campaign.run(
                new SeedRange(FIRST, FIRST + count - 1),
                Cores.count(),
                seed -> twice(new RunSpec(seed, profile, Mutants.NONE)),
                CampaignListener.NONE);
    }

    @Test
    void the_quorum_keeps_its_promises_under_the_default_storms() {
        Summary summary = run(RunSpec.DEFAULT_PROFILE, MOST_RUNS);

        assertThat(summary.findings()).as("of seeds " + summary.failing()).isEmpty();
        assertThat(summary.broken()).isEmpty();
        assertThat(summary.exercised()).isGreaterThan(MOST_RUNS * 9 / 10);
        // A moment that no run hits is one that the storms do not test. These three need storms that are not default.
        assertThat(summary.neverHit())
                .isSubsetOf(
                        "follower has less than it acknowledged",
                        "leader elected by all voters, some abstaining",
                        "learner does not catch up");
    }

    @Test
    void the_quorum_keeps_its_promises_under_every_other_profile() {
        List<String> profiles = Swarm.profiles().stream()
                .map(Swarm::name)
                .filter(name -> !name.equals(RunSpec.DEFAULT_PROFILE))
                .toList();

        List<Summary> summaries =
                profiles.stream().map(name -> run(name, OTHER_RUNS)).toList();

        assertThat(summaries).allSatisfy(summary -> {
            assertThat(summary.findings()).as("of seeds " + summary.failing()).isEmpty();
            assertThat(summary.broken()).isEmpty();
        });
    }
}
