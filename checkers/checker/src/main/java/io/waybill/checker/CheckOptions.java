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
 * @param messagesInTable how many messages of a partition that several read may be held in memory at once, some 40
 *     bytes each; of a larger one pages are, for as many passes as there are readings. The verdict is the same
 */
public record CheckOptions(
        Set<Claim> claims, int threads, int witnesses, Optional<Duration> recoveryBound, int messagesInTable) {

    private static final int MESSAGES_IN_TABLE = 1 << 20;

    public CheckOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, was " + threads);
        }
        if (witnesses < 1) {
            throw new IllegalArgumentException("witnesses must be >= 1, was " + witnesses);
        }
        claims = Set.copyOf(claims);
    }

    /** Creates options with room for about a million messages in a table. */
    public CheckOptions(Set<Claim> claims, int threads, int witnesses, Optional<Duration> recoveryBound) {
        this(claims, threads, witnesses, recoveryBound, MESSAGES_IN_TABLE);
    }

    /** Returns options for all claims that the history can speak of, with as many threads as given. */
    public static CheckOptions all(int threads) {
        return new CheckOptions(Set.of(), threads, 100, Optional.empty());
    }

    /** Returns these options for other claims. */
    public CheckOptions withClaims(Set<Claim> others) {
        return new CheckOptions(others, threads, witnesses, recoveryBound, messagesInTable);
    }

    /** Returns these options with room for so many messages in a table. */
    public CheckOptions withMessagesInTable(int most) {
        return new CheckOptions(claims, threads, witnesses, recoveryBound, most);
    }
}
