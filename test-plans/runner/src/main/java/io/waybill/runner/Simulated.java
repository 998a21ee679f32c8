package io.waybill.runner;

import java.time.Duration;
import java.util.List;

/**
 * What is known of a configuration that took place in a simulated world, beyond what its clients saw.
 *
 * @param hash of everything that happened: two with the same hash were the same, event by event
 * @param lasted how long it was for those in it
 * @param events how much happened
 * @param sightings what is wrong and no client can see; empty where nothing is
 */
public record Simulated(long hash, Duration lasted, long events, List<Sighting> sightings) {

    public Simulated {
        sightings = List.copyOf(sightings);
    }

    /**
     * Something that is wrong inside the world: a broken invariant, a crash that no fault explains, a cluster that does
     * not go on after everything was healed.
     *
     * @param layer who noticed: {@code invariant}, {@code probe}, {@code liveness}, {@code crash}
     * @param id its name
     * @param evidence what was seen, in one line
     * @param at when, on the history's clock
     */
    public record Sighting(String layer, String id, String evidence, Duration at) {}
}
