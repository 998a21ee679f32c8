package io.waybill.raft.settings;

/**
 * How long a member waits, all in nanoseconds.
 *
 * @param heartbeatNanos between two heartbeats of a leader
 * @param electionMinNanos from the last sign of a leader to the earliest candidacy; also how long a leader may lead
 *     without hearing from a majority
 * @param electionMaxNanos to the latest candidacy
 * @param reconnectMinNanos to the first attempt to connect again to a member whose connection has ended
 * @param reconnectMaxNanos between later attempts; each waits twice as long as the one before, up to this
 */
public record Timing(
        long heartbeatNanos,
        long electionMinNanos,
        long electionMaxNanos,
        long reconnectMinNanos,
        long reconnectMaxNanos) {

    private static final long MILLI = 1_000_000;

    /** Heartbeats every 150 ms, elections after 600 to 1,200 ms, new connections after 20 ms to 320 ms. */
    public static final Timing DEFAULT = new Timing(150 * MILLI, 600 * MILLI, 1_200 * MILLI, 20 * MILLI, 320 * MILLI);

    public Timing {
        if (heartbeatNanos < 1
                || electionMinNanos <= heartbeatNanos
                || electionMaxNanos < electionMinNanos
                || reconnectMinNanos < 1
                || reconnectMaxNanos < reconnectMinNanos) {
            throw new IllegalArgumentException("times must be 0 < heartbeat < shortest election <= longest election and"
                    + " 0 < shortest reconnect <= longest reconnect, were " + heartbeatNanos + ", " + electionMinNanos
                    + ", " + electionMaxNanos + ", " + reconnectMinNanos + ", " + reconnectMaxNanos);
        }
    }
}
