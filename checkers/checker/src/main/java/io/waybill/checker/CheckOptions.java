package io.waybill.checker;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a history is to be judged.
 *
 * @param claims which claims were asked for by name; empty: all that the history can speak of
 * @param threads how many threads share the partitions, 1 or more
 * @param witnesses how many occurrences of each anomaly get their whole evidence, 1 or more; all are counted
 * @param recoveryBound how long after a fault's end it may take until messages flow again; empty: not claimed
 */
public record CheckOptions(Set<Claim> claims, int threads, int witnesses, Optional<Duration> recoveryBound) {
    public CheckOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, was " + threads);
        }
        if (witnesses < 1) {
            throw new IllegalArgumentException("witnesses must be >= 1, was " + witnesses);
        }
        claims = Set.copyOf(claims);
    }

    /** Returns options for all claims that the history can speak of, with as many threads as given. */
    public static CheckOptions all(int threads) {
        return new CheckOptions(Set.of(), threads, 100, Optional.empty());
    }

    /** Returns these options for other claims. */
    public CheckOptions withClaims(Set<Claim> others) {
        return new CheckOptions(others, threads, witnesses, recoveryBound);
    }
}
