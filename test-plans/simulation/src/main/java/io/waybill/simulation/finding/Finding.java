package io.waybill.simulation.finding;

/**
 * Something that is wrong.
 *
 * @param id the invariant, probe or anomaly, by the name that its catalogue has for it
 * @param evidence what was found, with its nodes, terms and indexes, in one line
 * @param nanos when it was noticed, in nanoseconds since the world began
 */
public record Finding(Layer layer, String id, String evidence, long nanos) {

    private static final long NANOS_A_MILLISECOND = 1_000_000;
    private static final long MILLISECONDS_A_SECOND = 1_000;

    /** Returns when it was noticed, in seconds with three decimals. */
    public String seconds() {
        return seconds(nanos);
    }

    /** Returns a virtual time in seconds with three decimals. */
    public static String seconds(long nanos) {
        long millis = nanos / NANOS_A_MILLISECOND;
        String fraction = Long.toString(MILLISECONDS_A_SECOND + millis % MILLISECONDS_A_SECOND);
        return millis / MILLISECONDS_A_SECOND + "." + fraction.substring(1);
    }

    @Override
    public String toString() {
        return layer.word() + " \"" + id + "\" at " + seconds() + " s: " + evidence;
    }
}
