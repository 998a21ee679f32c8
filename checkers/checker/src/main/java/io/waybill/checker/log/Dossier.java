package io.waybill.checker.log;

import io.waybill.history.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that a history knows of one suspect message. */
final class Dossier {

    Event.@Nullable Send send;

    final List<SeenDelivery> deliveries = new ArrayList<>();

    /** Returns the first delivery at each offset, in the order of the offsets. */
    List<Event.Delivery> places() {
        TreeMap<Long, Event.Delivery> first = new TreeMap<>();
        deliveries.stream()
                .map(SeenDelivery::event)
                .sorted(Comparator.comparingLong(Event.Delivery::completeNanos))
                .forEach(delivery -> first.putIfAbsent(delivery.offset(), delivery));
        return List.copyOf(first.values());
    }
}
