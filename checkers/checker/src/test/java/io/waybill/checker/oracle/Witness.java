package io.waybill.checker.oracle;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is left of a history when only one anomaly's proof is kept, what says where consumers stood, and the sends that
 * say which messages the proof's deliveries are.
 */
final class Witness {

    private Witness() {}

    static List<Event> alone(List<Event> events, Anomaly anomaly) {
        Set<Event> proof = new HashSet<>();
        Set<MessageId> messages = new HashSet<>();
        for (Step step : anomaly.proof()) {
            proof.add(step.event());
            if (step.event() instanceof Event.Delivery delivery) {
                messages.add(delivery.message());
            }
        }
        return events.stream()
                .filter(event -> !isOperation(event)
                        || proof.contains(event)
                        || (event instanceof Event.Send send && messages.contains(send.message())))
                .toList();
    }

    private static boolean isOperation(Event event) {
        return event instanceof Event.Send
                || event instanceof Event.Delivery
                || event instanceof Event.TransactionEnded;
    }
}
