package io.waybill.history;

import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.List;

/** All events of a history as a list, in the order of its file. */
public final class RecordedEvents {

    private RecordedEvents() {}

    /** Returns every event. */
    public static List<Event> of(HistoryReader reader) {
        List<Event> events = new ArrayList<>();
        reader.visit(new HistoryVisitor() {
            @Override
            public void sends(SendColumns sends) {
                for (int row = 0; row < sends.rows(); row++) {
                    events.add(reader.send(sends, row));
                }
            }

            @Override
            public void deliveries(DeliveryColumns deliveries) {
                for (int row = 0; row < deliveries.rows(); row++) {
                    events.add(HistoryReader.delivery(deliveries, row));
                }
            }

            @Override
            public void event(Event event) {
                events.add(event);
            }
        });
        return events;
    }
}
