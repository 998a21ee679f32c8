package io.waybill.cli;

import io.waybill.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Finds the seed of a run. */
final class Seeds {

    private static final long MASK = 0xFFFF_FFFFL;
    private static final int SHIFT = 17;

    private Seeds() {}

    /**
     * Returns the seed that somebody wrote.
     *
     * @throws UsageException where it is none
     */
    static long parse(String text) {
        try {
            long seed = Long.decode(text);
            if (seed < 0) {
                throw new UsageException("--seed must be >= 0, was " + text);
            }
            return seed;
        } catch (NumberFormatException e) {
            throw new UsageException("--seed must be a number such as 0x5eed2f9c, was \"" + text + "\"");
        }
    }

    /** Returns the seed that was given, or the plan's, or another one each time. */
    static long of(@Nullable String given, Optional<Plan> plan) {
        return given != null
                ? parse(given)
                : plan.map(known -> known.conduct().seed())
                        .filter(OptionalLong::isPresent)
                        .map(OptionalLong::getAsLong)
                        .orElseGet(Seeds::another);
    }

    /**
     * Returns the seed of one of several runs, drawn from the seed of the first.
     *
     * @param index from 0: the first itself
     */
    static long drawn(long first, int index) {
        if (index == 0) {
            return first;
        }
        // SplitMix64: neighbours of a counter have nothing in common.
        return new SplittableRandom(first + index).nextLong() & MASK;
    }

    /** Recorded and printed, so that it can be given again; which one it is matters to nobody. */
    private static long another() {
        long now = Instant.now().toEpochMilli();
        return (now ^ (now << SHIFT) ^ System.nanoTime()) & MASK;
    }
}
