package io.waybill.toxiproxy.toxic;

import java.util.SplittableRandom;

/**
 * The chance of one connection. Each toxic has a generator of its own, which follows from the seed, the proxy, the
 * connection's number there and the toxic's name: what others draw, and when, does not matter.
 */
public record Draws(long seed) {

    private static final long PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** Returns the draws of a proxy's connection. */
    public static Draws of(long seed, String proxy, long connection) {
        return new Draws(mix(mix(seed, proxy), connection));
    }

    SplittableRandom of(String toxic) {
        return new SplittableRandom(mix(seed, toxic));
    }

    private static long mix(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mix(hash, text.length());
    }

    private static long mix(long seed, long number) {
        return new SplittableRandom(seed ^ (number * GOLDEN)).nextLong();
    }
}
