package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.simulation.RunResult;
import io.waybill.simulation.quorum.QuorumRun;
import io.waybill.simulation.quorum.RunSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeds that once exposed a bug, by the story that {@code docs/bugs-found.md} tells. What a seed does may change with
 * everything that draws from it, so the story matters more than the number: the bug has a test of its own too.
 */
final class RegressionSeedsSimulationTest {

    @ParameterizedTest
    @CsvSource({
        "251, a client went back to a member that never answered",
        "315, a client passed over members that it had not asked",
        "270, bytes read after a failed sync counted as durable",
        "482, bytes read after a failed sync counted as durable",
        "639, bytes read after a failed sync counted as durable",
        "2172, who was being removed and alone electable did not stand for election",
        "11999, a client left it to chance whom to ask next",
        "13902, a client left it to chance whom to ask next",
        "287, a healed core of which one abstained was asked to go on",
        "1201, a change of the members outran the choice of the core",
        "11824, a leader outside the core was heard inside it",
        "13008, a leader outside the core was heard inside it",
        "11526, what a snapshot stood for was taken for forgotten",
        "14978, a deposed leader was measured by a membership it could not know",
        "105551, a snapshot went in pieces that were too small for anybody's patience",
        "5, a snapshot on its way was taken for an undurable acknowledgement",
    })
    void a_seed_that_exposed_a_bug_is_clean(long seed, String story) {
        RunResult result = QuorumRun.of(RunSpec.of(seed));

        assertThat(result.verdict().all()).as(story).isEmpty();
    }
}
