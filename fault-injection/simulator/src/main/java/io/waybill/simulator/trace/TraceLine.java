package io.waybill.simulator.trace;

/**
 * What happened, as one line.
 *
 * @param event the number of the event, from 0; for what is no event, that of the next one
 * @param nanos when it happened
 * @param node whom it happened to; {@code -} where it was nobody
 * @param text what it was
 * @param content what the hash knows of it: two lines that read the same may still differ in it
 */
public record TraceLine(long event, long nanos, String node, String text, long content) {

    private static final int NANO_DIGITS = 9;
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** Returns the line that people read: time in seconds, node, text. */
    @Override
    public String toString() {
        String fraction = Long.toString(nanos % NANOS_A_SECOND);
        return nanos / NANOS_A_SECOND + "." + "0".repeat(NANO_DIGITS - fraction.length()) + fraction + "  " + node
                + "  " + text;
    }
}
