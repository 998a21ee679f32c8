package io.waybill.history.interchange;

import io.waybill.history.DeliveryColumns;
import org.jspecify.annotations.Nullable;

/** What an import knows of one consumer's deliveries from one partition. */
final class DeliveryLane {

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
