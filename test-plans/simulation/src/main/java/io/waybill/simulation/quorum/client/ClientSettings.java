package io.waybill.simulation.quorum.client;

/**
 * How the clients of a run behave.
 *
 * @param partitions how many partitions they use, 1 or more
 * @param pauseNanos the mean time between the end of an operation and the next, for producers and consumers
 * @param timeoutNanos after which an operation is given up
 * @param payloadBytes the most bytes of a payload
 * @param pollMessages the most messages of a poll
 * @param operators how many of the clients operate the quorum too
 * @param operatorPauseNanos the mean time between two orders of an operator
 * @param changes whether operators change the membership
 * @param transfers whether they hand the leadership over
 */
public record ClientSettings(
        int partitions,
        long pauseNanos,
        long timeoutNanos,
        int payloadBytes,
        int pollMessages,
        int operators,
        long operatorPauseNanos,
        boolean changes,
        boolean transfers) {

    public ClientSettings {
        if (partitions < 1 || pauseNanos < 1 || timeoutNanos < 1 || pollMessages < 1 || operatorPauseNanos < 1) {
            throw new IllegalArgumentException("partitions, pause, timeout and messages of a poll must be >= 1, were "
                    + partitions + ", " + pauseNanos + ", " + timeoutNanos + " and " + pollMessages);
        }
    }
}
