package io.waybill.client.producer;

import org.jspecify.annotations.Nullable;

/** Chooses the partition of a record that does not name one. */
public interface Partitioner {

    /**
     * Returns a partition from 0 to {@code partitions} - 1.
     *
     * @param key the serialized key, or null
     */
    int partition(String topic, byte @Nullable [] key, int partitions);

    /** A batch of a partition is complete: whoever sticks to a partition may choose another. */
    default void onBatchComplete(String topic, int partition) {}
}
