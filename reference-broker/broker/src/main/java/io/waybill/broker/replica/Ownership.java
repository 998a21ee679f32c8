package io.waybill.broker.replica;

import io.waybill.environment.Shards;
import java.util.UUID;

/**
 * Which loop of a node owns which partition. The partitions of a topic go round the loops, beginning at one that its id
 * decides. What is on the disk does not depend on it: a node that has another number of loops after a restart finds
 * everything again.
 *
 * @param self the loop that looks
 * @param count how many loops the node has
 */
public record Ownership(int self, int count) {

    /** What the only loop of a node owns: everything. */
    public static final Ownership ALL = new Ownership(0, 1);

    private static final int HALF = 32;

    /** Returns what a loop owns. */
    public static Ownership of(Shards shards) {
        return new Ownership(shards.self(), shards.count());
    }

    /** Returns the loop that owns a partition, whether there is one or not. */
    public int ownerOf(UUID topic, int partition) {
        if (count == 1) {
            return self;
        }
        long bits = topic.getMostSignificantBits() ^ topic.getLeastSignificantBits();
        return Math.floorMod((int) (bits ^ (bits >>> HALF)) + partition, count);
    }

    /** Returns whether this loop owns a partition. */
    public boolean isMine(UUID topic, int partition) {
        return ownerOf(topic, partition) == self;
    }
}
