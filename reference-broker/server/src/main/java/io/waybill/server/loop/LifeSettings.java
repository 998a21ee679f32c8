package io.waybill.server.loop;

import io.waybill.server.net.NetSettings;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * What a life of a node begins with.
 *
 * @param node the node's id, 0 or more
 * @param incarnation how often it was started before, 0 or more
 * @param shards how many loops it has, 1 or more; each is a thread
 * @param seed decides all its randomness; another one for each life, see {@link #drawSeed}
 * @param net how it uses the network
 */
public record LifeSettings(int node, int incarnation, int shards, long seed, NetSettings net) {

    public LifeSettings {
        if (node < 0 || incarnation < 0) {
            throw new IllegalArgumentException(
                    "node and incarnation must be >= 0, were " + node + " and " + incarnation);
        }
        if (shards < 1) {
            throw new IllegalArgumentException("shards must be >= 1, was " + shards);
        }
    }

    /** Returns the same with another number of loops. */
    public LifeSettings withShards(int number) {
        return new LifeSettings(node, incarnation, number, seed, net);
    }

    /** Returns the settings of a node with one loop, whose seed is drawn. */
    public static LifeSettings of(int node, int incarnation, NetSettings net) {
        return new LifeSettings(node, incarnation, 1, drawSeed(), net);
    }

    /** Returns a seed that nobody can guess. A real run cannot be replayed, so here and nowhere else one is drawn. */
    public static long drawSeed() {
        try {
            return SecureRandom.getInstance("DRBG").nextLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have the random generator DRBG", e);
        }
    }
}
