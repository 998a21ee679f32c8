package io.waybill.fault;

/**
 * Is told what the nemesis does, as it does it. Times are nanoseconds of the nemesis's {@link FaultClock}. Called on
 * the nemesis's thread only; what it throws ends the nemesis, after everything was repaired.
 */
public interface FaultListener {

    /**
     * A fault has taken effect.
     *
     * @param beginNanos when acting began
     * @param effectNanos when it had taken effect on every node
     */
    void started(FaultRecord fault, long beginNanos, long effectNanos);

    /**
     * A fault was repaired.
     *
     * @param beginNanos when the repair began
     * @param effectNanos when it had taken effect on every node
     */
    void stopped(FaultRecord fault, long beginNanos, long effectNanos);

    /**
     * A planned fault was not tried.
     *
     * @param reason why, as a sentence
     */
    void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos);
}
