package io.waybill.plan;

import java.time.Duration;

/**
 * What happens when. Clients send from the beginning of the warm-up to the end of the calm.
 *
 * @param start how long the cluster may take to start, a first download not counted
 * @param warmUp how long clients work before the first fault
 * @param storm how long faults happen; at its end everything is healed
 * @param calm how long clients work on after that
 * @param drain how long it may take then until all answers are there, all replicas agree and everything is read to the
 *     end; beyond it nothing is called lost
 */
public record Phases(Duration start, Duration warmUp, Duration storm, Duration calm, Duration drain) {

    Phases withStorm(Duration other) {
        return new Phases(start, warmUp, other, calm, drain);
    }

    /** Returns how long clients send: warm-up, storm and calm. */
    public Duration traffic() {
        return warmUp.plus(storm).plus(calm);
    }
}
