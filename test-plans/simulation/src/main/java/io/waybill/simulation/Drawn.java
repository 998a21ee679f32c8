package io.waybill.simulation;

import io.waybill.environment.Randomness;
import io.waybill.fault.SwarmDraw;
import io.waybill.raft.settings.Limits;
import io.waybill.raft.settings.Timing;
import io.waybill.simulator.settings.Latency;
import io.waybill.simulator.settings.LinkSettings;
import io.waybill.simulator.settings.WorldSettings;

/**
 * What seeds draw of every subject. Sizes are small and limits tight, so that in a few virtual seconds segments end,
 * snapshots are taken and windows fill.
 */
public final class Drawn {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private Drawn() {}

    /** Returns a number from {@code least} to {@code most} of which each order of magnitude is as likely. */
    public static double logUniform(Randomness random, double least, double most) {
        return least * StrictMath.pow(most / least, random.nextDouble());
    }

    /** Returns a whole number from {@code least} to {@code most} of which each order of magnitude is as likely. */
    public static int size(Randomness random, int least, int most) {
        return (int) logUniform(random, least, most + 0.999);
    }

    /** Returns how much a member of a quorum does at once. */
    public static Limits limits(Randomness random) {
        return new Limits(
                size(random, 1, 64),
                size(random, 200, 16_384),
                size(random, 1, 8),
                // Smaller pieces would take longer than anybody's patience: one is sent when the last was answered.
                size(random, 1_024, 8_192),
                size(random, 1_024, 65_536),
                size(random, 8, 400),
                size(random, 1, 64));
    }

    /** Returns how patient the members of a quorum are. */
    public static Timing timing(Randomness random) {
        if (random.chance(0.7)) {
            return Timing.DEFAULT;
        }
        long heartbeat = (long) (logUniform(random, 30, 200) * MILLI);
        long election = (long) (heartbeat * logUniform(random, 3, 8));
        return new Timing(
                heartbeat, election, election + (long) (election * logUniform(random, 0.2, 1.5)), 5 * MILLI, (long)
                        (logUniform(random, 20, 500) * MILLI));
    }

    /** Returns what a world is like before anything is broken in it. */
    public static WorldSettings world(Randomness random, SwarmDraw.Weather weather) {
        WorldSettings standard = WorldSettings.standard();
        long base = weather.latency().toNanos();
        long tail = weather.tail() ? (long) (base * logUniform(random, 0.1, 3)) : 0;
        LinkSettings links = new LinkSettings(
                new Latency(base, tail),
                standard.links().bytesPerSecond(),
                random.chance(0.2) ? 4_096 : standard.links().roomBytes(),
                (long) (logUniform(random, 0.5, 6) * SECOND));
        WorldSettings world = standard.with(links);
        return random.chance(0.3) ? world.withoutBuggify() : world;
    }
}
