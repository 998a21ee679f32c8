package io.waybill.history.interchange;

import io.waybill.history.DeliveryColumns;
import org.jspecify.annotations.Nullable;

/** One consumer's deliveries from one partition: whoever records many keeps it and saves the look-up. */
public final class DeliveryLane {

    final int consumer;
    final int partition;

    /** The messages of the partition. */
    final Messages.OfPartition messages;

    /** The rows that wait, or null where none do. */
    @Nullable
    DeliveryColumns waiting;

    DeliveryLane(int consumer, int partition, Messages.OfPartition messages) {
        this.consumer = consumer;
        this.partition = partition;
        this.messages = messages;
    }
}
