package io.waybill.client.producer;

import io.waybill.environment.Randomness;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * As Kafka's default: the hash of the key decides; without a key, one partition until its batch is complete, then
 * another (KIP-480).
 */
public final class KeyPartitioner implements Partitioner {

    private final Randomness randomness;
    private final SortedMap<String, Integer> sticky = new TreeMap<>();
    private final SortedMap<String, Integer> before = new TreeMap<>();

    /** Makes one that draws from a stream of its own. */
    public KeyPartitioner(Randomness randomness) {
        this.randomness = randomness;
    }

    @Override
    public int partition(String topic, byte @Nullable [] key, int partitions) {
        if (key != null) {
            return (Murmur2.hash(key) & Integer.MAX_VALUE) % partitions;
        }
        var known = sticky.get(topic);
        if (known != null && known < partitions) {
            return known;
        }
        int drawn = another(partitions, before.getOrDefault(topic, -1));
        sticky.put(topic, drawn);
        return drawn;
    }

    private int another(int partitions, int last) {
        if (last < 0 || last >= partitions || partitions == 1) {
            return randomness.nextInt(partitions);
        }
        int drawn = randomness.nextInt(partitions - 1);
        return drawn < last ? drawn : drawn + 1;
    }

    @Override
    public void onBatchComplete(String topic, int partition) {
        var known = sticky.get(topic);
        if (known != null && known == partition) {
            sticky.remove(topic);
            before.put(topic, partition);
        }
    }
}
