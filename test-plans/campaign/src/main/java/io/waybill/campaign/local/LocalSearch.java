package io.waybill.campaign.local;

import java.time.Duration;
import java.util.Optional;

/**
 * A search for a planted flaw: runs of its part of a plan, each with a seed of its own, until one is violated.
 *
 * @param runs how many there were
 * @param took all of them together
 * @param anomaly the id of the anomaly that broke a promise in the last of them; empty where none did in any
 */
public record LocalSearch(int runs, Duration took, Optional<String> anomaly) {

    public LocalSearch {
        if (runs < 1) {
            throw new IllegalArgumentException("a search has >= 1 run, was " + runs);
        }
    }

    /** Returns whether the flaw was caught. */
    public boolean caught() {
        return anomaly.isPresent();
    }
}
