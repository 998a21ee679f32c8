package io.waybill.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Randomness;
import org.junit.jupiter.api.Test;

/**
 * Logs that are used, killed and opened again as a seed says are always what a simple list says they may be. A failure
 * names its seed; {@code -Dlog.seed=N} runs that seed alone, {@code -Dlog.seeds=N} that many.
 */
class LogPropertyTest {

    private static final long FIRST_SEED = 0x10600L;
    private static final int SEEDS = 250;
    private static final int STEPS = 120;

    @Test
    void a_log_is_what_its_model_allows_after_every_crash() {
        Long only = Long.getLong("log.seed");
        long crashes = 0;
        long truncated = 0;
        int seeds = only == null ? Integer.getInteger("log.seeds", SEEDS) : 1;
        for (int i = 0; i < seeds; i++) {
            long seed = only == null ? FIRST_SEED + i : only;
            LogLife life = new LogLife(Randomness.ofSeed(seed).fork("life"), seed);
            try {
                life.live(STEPS);
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError(
                        "seed " + seed + ", replay with -Dlog.seed=" + seed + "\n" + life.story(), wrong);
            }
            crashes += life.crashes();
            truncated += life.tornTails();
        }

        if (only == null) {
            assertThat(crashes).isGreaterThan(seeds);
            assertThat(truncated).as("torn tails").isGreaterThan(seeds / 10);
        }
    }
}
