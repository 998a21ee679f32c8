package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.simulation.RunResult;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.finding.RunVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class CampaignTest {

    private static final SeedRange SEEDS = new SeedRange(1, 200);

    private static RunResult result(long seed) {
        List<Finding> found =
                seed % 50 == 0 ? List.of(new Finding(Layer.INVARIANT, "election safety", "two", seed)) : List.of();
        var moments = new TreeMap<String, Long>();
        moments.put("leader elected", seed);
        moments.put("never seen", 0L);
        var counts = new RunResult.Counts(1, 0, 0, 1, 2);
        return new RunResult(seed, RunVerdict.of(found), seed * 31, 10, 5, counts, moments, new TreeMap<>());
    }

    @Test
    void what_a_campaign_comes_to_does_not_depend_on_the_threads() {
        Summary alone = Campaign.run(SEEDS, 1, CampaignTest::result, CampaignListener.NONE);
        Summary several = Campaign.run(SEEDS, 4, CampaignTest::result, CampaignListener.NONE);

        assertThat(several.hash()).isEqualTo(alone.hash());
        assertThat(several.failing()).isEqualTo(alone.failing()).containsExactly(50L, 100L, 150L, 200L);
        assertThat(several.findings()).isEqualTo(alone.findings()).containsEntry("invariant: election safety", 4L);
    }

    @Test
    void seeds_are_told_in_their_order() {
        List<Long> told = new ArrayList<>();

        Campaign.run(SEEDS, 4, CampaignTest::result, new CampaignListener() {
            @Override
            public void ran(RunResult result) {
                told.add(result.seed());
            }
        });

        assertThat(told).hasSize(200).isSorted();
    }

    @Test
    void everything_is_added_up() {
        Summary summary = Campaign.run(SEEDS, 2, CampaignTest::result, CampaignListener.NONE);

        assertThat(summary.runs()).isEqualTo(200);
        assertThat(summary.exercised()).isEqualTo(200);
        assertThat(summary.events()).isEqualTo(1_000);
        assertThat(summary.counts().checks()).isEqualTo(400);
        assertThat(summary.moments()).containsEntry("leader elected", 200L);
        assertThat(summary.neverHit()).containsExactly("never seen");
    }

    @Test
    void a_seed_at_which_the_harness_fails_stops_no_other() {
        SeedRun failing = seed -> {
            if (seed == 3) {
                throw new IllegalStateException("the harness");
            }
            return result(seed);
        };

        Summary summary = Campaign.run(SEEDS, 2, failing, CampaignListener.NONE);

        assertThat(summary.broken()).containsExactly(3L);
        assertThat(summary.runs()).isEqualTo(199);
    }

    @Test
    void an_interruption_ends_it_after_the_seeds_that_have_begun() {
        Thread campaign = Thread.currentThread();
        CountDownLatch interrupted = new CountDownLatch(1);
        SeedRun slow = seed -> {
            if (seed == 5) {
                campaign.interrupt();
                interrupted.countDown();
            }
            // Until then as many seeds as there are; after it the workers end as soon as they are told.
            return result(seed);
        };

        Summary summary = Campaign.run(new SeedRange(1, 100_000_000), 2, slow, CampaignListener.NONE);

        assertThat(interrupted.getCount()).isZero();
        assertThat(summary.stopped()).isTrue();
        assertThat(summary.runs()).isBetween(5L, 99_999_999L);
        assertThat(Thread.interrupted()).isFalse();
    }
}
