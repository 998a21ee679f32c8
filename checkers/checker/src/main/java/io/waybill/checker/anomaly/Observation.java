package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import org.jspecify.annotations.Nullable;

/** Somebody's word that a message stands at an offset: an acknowledgement or a delivery. */
record Observation(@Nullable MessageId message, int partition, long offset, String verb) {

    static Observation of(Event event) {
        if (event instanceof Event.Send send) {
            return new Observation(send.message(), send.message().partition(), send.offset(), "was acknowledged");
        }
        if (event instanceof Event.Delivery delivery) {
            return new Observation(delivery.message(), delivery.partition(), delivery.offset(), "was delivered");
        }
        throw new IllegalArgumentException("only sends and deliveries observe a place, not " + event);
    }

    String sentence(Names names) {
        String what = message == null ? "a record" : names.message(message);
        return what + " " + verb + " at offset " + offset + " of " + names.partition(partition);
    }
}
