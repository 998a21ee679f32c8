package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.plan.Clients;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.ClusterDraw;
import io.waybill.simulation.cluster.ClusterRun;
import io.waybill.simulation.cluster.ClusterSetup;
import io.waybill.simulator.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The broker cluster and its clients under two thousand storms: nothing is violated, nothing stands still, no crash is
 * without a reason. {@code waybill simulate broker --seeds N --profile NAME --trace} shows a seed that fails.
 */
final class BrokerSeedsSimulationTest {

    private static final long RUNS = 2_000;
    private static final long EACH_TWICE = 50;

    private static Subject cluster(String profile) {
        return ClusterRun.subject(profile, List.of()).orElseThrow();
    }

    private static Summary run(String profile, long first, long count) {
        Subject cluster = cluster(profile);
        return Campaign.run(
                new SeedRange(first, first + count - 1),
                Cores.count(),
                seed -> twiceNowAndThen(cluster, seed),
                CampaignListener.NONE);
    }

    private static RunResult twiceNowAndThen(Subject cluster, long seed) {
        RunResult first = cluster.run(seed, Trace.none());
        if (seed % (RUNS / EACH_TWICE) == 0 && !cluster.run(seed, Trace.none()).equals(first)) {
            throw new IllegalStateException("seed " + seed + " was another run the second time");
        }
        return first;
    }

    @Test
    void the_broker_keeps_its_promises_under_the_default_storms() {
        Summary summary = run("default", 1, RUNS);

        assertThat(summary.findings()).as("of seeds " + summary.failing()).isEmpty();
        assertThat(summary.broken()).isEmpty();
        assertThat(summary.exercised()).isGreaterThan(RUNS * 9 / 10);
    }

    /**
     * Seeds that once exposed a bug, by the story that {@code docs/bugs-found.md} tells; with one loop in each node, as
     * nodes had then. What a seed does may change with everything that draws from it: the bug has a test of its own
     * too.
     */
    @ParameterizedTest
    @CsvSource({
        "default, 10, bytes read after a failed sync counted as durable",
        "default, 62, bytes read after a failed sync counted as durable",
        "default, 128, without acknowledgements nothing counted as progress",
        "default, 154, a consumer heard nobody but a leader that was cut off",
        "default, 673, batches larger than the topic takes were gathered for ever",
        "default, 773, batches larger than the topic takes were gathered for ever",
        "default, 891, what was still on its way to the disk counted as replicated",
        "default, 1033, one of three producers gathered batches larger than the topic takes for ever",
        "default, 1153, a producer that wanted an epoch asked those that were gone four times in a row",
        "default, 4807, of two faults that filled a disk the end of one was taken for the end of both",
        "default, 18454, who had left the ISR was measured by the high watermark that had waited for him",
        "disks, 73, an answer was taken for that to another partition",
    })
    void a_seed_that_exposed_a_bug_is_clean(String profile, long seed, String story) {
        ClusterSetup drawn = ClusterDraw.of(seed, profile, BrokerMutants.NONE);
        Clients clients = drawn.clients();
        ClusterSetup then = drawn.with(
                drawn.shape().nodes().withLoops(1),
                clients.producers().count(),
                clients.consumers().count());

        RunResult result = ClusterRun.of(then, Trace.none()).run();

        assertThat(result.verdict().all()).as(story).isEmpty();
    }
}
