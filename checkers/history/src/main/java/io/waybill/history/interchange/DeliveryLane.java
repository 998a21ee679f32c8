package io.waybill.history.interchange;

import io.waybill.history.DeliveryColumns;
import org.jspecify.annotations.Nullable;

/** One consumer's deliveries from one partition: whoever records many keeps it and saves the look-up. */
public final class DeliveryLane {

    final int consumer;
    final int partition;

    /** The rows that wait, or null where none do. */
    @Nullable
    DeliveryColumns waiting;

    DeliveryLane(int consumer, int partition) {
        this.consumer = consumer;
        this.partition = partition;
    }
}
