package io.waybill.toxiproxy.toxic;

/** How fast bytes may pass, by reservation: each piece takes the time that it needs after the one before. */
public final class Pace {

    private static final double NANOS_A_SECOND = 1e9;

    /** A timer that comes late is made up for, up to so much; who was silent for longer begins anew. */
    private static final long LATENESS_NANOS = 20_000_000;

    private static final int PIECES_A_SECOND = 10;

    private final long bytesPerSecond;
    private long freeNanos;
    private boolean isUsed;

    /** Lets so many bytes pass in a second; with 0 or less none, ever. */
    public Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    boolean stands() {
        return bytesPerSecond <= 0;
    }

    /** Returns the most that passes at once: a tenth of a second. */
    int piece(int bytes) {
        return (int) Math.max(1, Math.min(bytes, bytesPerSecond / PIECES_A_SECOND));
    }

    /** Returns when a piece has passed that begins now or when those before it have. */
    long reserve(int bytes, long nowNanos) {
        boolean isLate = isUsed && freeNanos > nowNanos - LATENESS_NANOS;
        long begin = isLate ? freeNanos : nowNanos;
        isUsed = true;
        freeNanos = begin + (long) (bytes * NANOS_A_SECOND / bytesPerSecond);
        return freeNanos;
    }
}
