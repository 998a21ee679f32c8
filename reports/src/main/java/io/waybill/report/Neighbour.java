package io.waybill.report;

import io.waybill.checker.anomaly.Names;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What somebody said of an offset near a message's.
 *
 * @param said who said what: {@code acknowledged to p2}, {@code delivered to c1}
 * @param atNanos when
 */
public record Neighbour(long offset, String message, String said, long atNanos) {

    /**
     * Returns what was said of the offsets around one, in their order.
     *
     * @param count how many offsets before and behind it
     */
    public static List<Neighbour> around(HistoryReader history, Names names, int partition, long offset, int count) {
        List<Neighbour> neighbours = new ArrayList<>();
        for (Event event : Rows.at(history, partition, Math.max(0, offset - count), offset + count)) {
            if (event instanceof Event.Send send) {
                neighbours.add(new Neighbour(
                        send.offset(),
                        names.message(send.message()),
                        "acknowledged to " + names.session(send.message().session()),
                        Storyteller.end(send)));
            } else if (event instanceof Event.Delivery delivery) {
                neighbours.add(new Neighbour(
                        delivery.offset(),
                        names.message(delivery.message()),
                        "delivered to " + names.consumer(delivery.consumer()),
                        Storyteller.end(delivery)));
            }
        }
        neighbours.sort(Comparator.comparingLong(Neighbour::offset).thenComparingLong(Neighbour::atNanos));
        return neighbours;
    }
}
