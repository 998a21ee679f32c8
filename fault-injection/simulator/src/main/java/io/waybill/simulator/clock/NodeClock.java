package io.waybill.simulator.clock;

/**
 * The clock of one node: what it shows at a time of the world, and when it will show something.
 *
 * <p>Monotonic time begins anew, somewhere, with each incarnation; drift makes it faster or slower but never jump. The
 * time of day drifts with it and may be wrong by any amount besides.
 */
public final class NodeClock {

    private static final long MILLION = 1_000_000;
    private static final long NANOS_A_MILLISECOND = 1_000_000;
    /** 2026-01-01, so that time stamps look like time stamps. */
    private static final long EPOCH_MILLIS = 1_767_225_600_000L;
    /** No clock of ours runs backwards, or so slowly that its timers would never fire. */
    private static final int SLOWEST = -900_000;

    private long origin;
    private long driftSince;
    private long gained;
    private int driftPerMillion;
    private long wrongNanos;

    /** Returns a clock that is right. */
    public NodeClock() {}

    /** Begins monotonic time anew: an incarnation begins. */
    public void restart(long newOrigin) {
        origin = newOrigin;
    }

    /** Returns monotonic time. */
    public long nanos(long world) {
        return origin + world + gainedAt(world);
    }

    /** Returns the time of day in milliseconds since 1970. */
    public long wallMillis(long world) {
        return EPOCH_MILLIS + Math.floorDiv(world + gainedAt(world) + wrongNanos, NANOS_A_MILLISECOND);
    }

    /** Returns the first time of the world at which monotonic time is {@code nanos} or later, as things are now. */
    public long worldAt(long nanos) {
        long wanted = nanos - origin - gained;
        if (driftPerMillion == 0) {
            return wanted;
        }
        double rate = 1 + (double) Math.max(driftPerMillion, SLOWEST) / MILLION;
        long world = driftSince + (long) ((wanted - driftSince) / rate);
        while (world + gainedAt(world) >= wanted + gained) {
            world--;
        }
        while (world + gainedAt(world) < wanted + gained) {
            world++;
        }
        return world;
    }

    /** Makes both clocks run faster or slower from now on, by so many millionths more than before. */
    void drift(long world, int morePerMillion) {
        gained = gainedAt(world);
        driftSince = world;
        driftPerMillion += morePerMillion;
    }

    /** Puts the time of day wrong by so much more. */
    void wrong(long moreNanos) {
        wrongNanos += moreNanos;
    }

    private long gainedAt(long world) {
        if (driftPerMillion == 0) {
            return gained;
        }
        long elapsed = world - driftSince;
        long drift = Math.max(driftPerMillion, SLOWEST);
        // The floor of elapsed * drift / MILLION, without the overflow.
        return gained
                + Math.floorDiv(elapsed, MILLION) * drift
                + Math.floorDiv(Math.floorMod(elapsed, MILLION) * drift, MILLION);
    }
}
