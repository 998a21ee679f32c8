package io.waybill.report;

import java.time.Duration;
import java.util.List;

/**
 * What is known of a simulated world beyond what its clients saw.
 *
 * @param hash of everything that happened, 16 hexadecimal digits
 * @param lasted how long it was for those in it
 * @param events how much happened
 * @param sightings what is wrong in it and no client can see; empty where nothing is
 */
public record Inside(String hash, Duration lasted, long events, List<Sighting> sightings) {
    public Inside {
        sightings = List.copyOf(sightings);
    }

    /**
     * Something that is wrong.
     *
     * @param layer who noticed: {@code invariant}, {@code probe}, {@code liveness}, {@code crash}
     * @param id its name
     * @param evidence what was seen, in one line
     * @param at when, on the history's clock
     */
    public record Sighting(String layer, String id, String evidence, Duration at) {

        /** Returns it in a sentence. */
        public String sentence() {
            return layer + " \"" + id + "\" at " + Wording.clock(at.toNanos()) + ": " + evidence;
        }
    }
}
