package io.waybill.checker.log;

import io.waybill.history.DeliveryColumns;

/** One delivery that a pass cannot settle on the spot: enough to find it again. */
record Delivered(int consumer, long offset, long invokeNanos, long completeNanos) {

    static Delivered of(DeliveryColumns deliveries, int row) {
        return new Delivered(
                deliveries.consumer(),
                deliveries.offsets()[row],
                deliveries.invokeNanos()[row],
                deliveries.completeNanos()[row]);
    }
}
