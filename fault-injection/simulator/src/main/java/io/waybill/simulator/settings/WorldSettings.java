package io.waybill.simulator.settings;

/**
 * What a world is like before anything is broken in it.
 *
 * @param links what its links are like
 * @param disks what its disks are like
 * @param probes how often rare behaviour is asked for
 * @param eventNanos what one event costs a node that is slowed down, before the factor; one that is not pays nothing
 */
public record WorldSettings(LinkSettings links, DiskSettings disks, ProbeSettings probes, long eventNanos) {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    public WorldSettings {
        if (eventNanos < 1) {
            throw new IllegalArgumentException("an event must cost >= 1 ns, cost " + eventNanos);
        }
    }

    /** Returns a world like one rack: links of half a millisecond, syncs of one, probes that fire. */
    public static WorldSettings standard() {
        return new WorldSettings(
                new LinkSettings(
                        new Latency(300 * MICROSECOND, 200 * MICROSECOND), 125_000_000, 1 << 20, 5_000 * MILLISECOND),
                new DiskSettings(
                        new Latency(10 * MICROSECOND, 10 * MICROSECOND),
                        new Latency(20 * MICROSECOND, 60 * MICROSECOND),
                        new Latency(400 * MICROSECOND, 600 * MICROSECOND),
                        new Latency(20 * MICROSECOND, 40 * MICROSECOND)),
                new ProbeSettings(0.25, 0.25),
                10 * MICROSECOND);
    }

    /** Returns this world with other links. */
    public WorldSettings with(LinkSettings other) {
        return new WorldSettings(other, disks, probes, eventNanos);
    }

    /** Returns this world with other disks. */
    public WorldSettings with(DiskSettings other) {
        return new WorldSettings(links, other, probes, eventNanos);
    }

    /** Returns this world with other probabilities of rare behaviour. */
    public WorldSettings with(ProbeSettings other) {
        return new WorldSettings(links, disks, other, eventNanos);
    }

    /** Returns this world without rare behaviour on demand. */
    public WorldSettings withoutBuggify() {
        return with(new ProbeSettings(0, 0));
    }
}
