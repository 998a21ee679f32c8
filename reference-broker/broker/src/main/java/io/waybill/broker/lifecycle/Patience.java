package io.waybill.broker.lifecycle;

/**
 * How long a request for the controller may take, and whether it may be made again.
 *
 * @param attemptNanos how long one controller may take to answer, more than 0
 * @param totalNanos how long all of it may take, from now; {@link Long#MAX_VALUE} for as long as it takes
 * @param mayRepeat whether it does no harm where it is carried out twice; where not, it is not sent again once it may
 *     have arrived
 */
record Patience(long attemptNanos, long totalNanos, boolean mayRepeat) {

    Patience {
        if (attemptNanos < 1) {
            throw new IllegalArgumentException("an attempt must be given time, was given " + attemptNanos + " ns");
        }
    }

    /** Returns the patience for what is repeated until it is answered. */
    static Patience untilAnswered(long attemptNanos) {
        return new Patience(attemptNanos, Long.MAX_VALUE, true);
    }

    /** Returns the patience for what is sent until it may have arrived, once. */
    static Patience once(long totalNanos) {
        return new Patience(Math.max(1, totalNanos), totalNanos, false);
    }
}
