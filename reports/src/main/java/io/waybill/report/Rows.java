package io.waybill.report;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Finds sends and deliveries in a history without holding more than one block of it. */
final class Rows {

    private Rows() {}

    /** Returns the sends and deliveries of one message. */
    static List<Event> of(HistoryReader history, MessageId id) {
        BlockIndex index = history.index();
        return find(
                history,
                block -> index.partition(block) == id.partition()
                        && (index.isDeliveries(block)
                                || (index.owner(block) == id.session()
                                        && index.lowSequence(block) <= id.sequence()
                                        && id.sequence() <= index.highSequence(block))),
                send -> send.message().equals(id),
                delivery -> delivery.message().equals(id));
    }

    /** Returns the sends and deliveries of any partition that a session gave this sequence. */
    static List<Event> of(HistoryReader history, int session, long sequence) {
        BlockIndex index = history.index();
        return find(
                history,
                block -> index.isDeliveries(block)
                        || (index.owner(block) == session
                                && index.lowSequence(block) <= sequence
                                && sequence <= index.highSequence(block)),
                send -> send.message().session() == session && send.message().sequence() == sequence,
                delivery -> delivery.message().session() == session
                        && delivery.message().sequence() == sequence);
    }

    /** Returns the sends and deliveries of a partition from one offset to another, both inclusive. */
    static List<Event> at(HistoryReader history, int partition, long from, long to) {
        BlockIndex index = history.index();
        return find(
                history,
                block -> index.partition(block) == partition
                        && index.highOffset(block) >= from
                        && index.lowOffset(block) <= to,
                send -> from <= send.offset() && send.offset() <= to,
                delivery -> from <= delivery.offset() && delivery.offset() <= to);
    }

    private static List<Event> find(
            HistoryReader history,
            IntPredicate blocks,
            Predicate<Event.Send> sends,
            Predicate<Event.Delivery> deliveries) {
        List<Event> found = new ArrayList<>();
        HistoryReader.Cursor cursor = history.cursor();
        SendColumns sendColumns = new SendColumns();
        DeliveryColumns deliveryColumns = new DeliveryColumns();
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (index.isSends(block) && blocks.test(block)) {
                cursor.read(block, sendColumns);
                for (int row = 0; row < sendColumns.rows(); row++) {
                    Event.Send send = history.send(sendColumns, row);
                    if (sends.test(send)) {
                        found.add(send);
                    }
                }
            } else if (index.isDeliveries(block) && blocks.test(block)) {
                cursor.read(block, deliveryColumns);
                for (int row = 0; row < deliveryColumns.rows(); row++) {
                    Event.Delivery delivery = HistoryReader.delivery(deliveryColumns, row);
                    if (deliveries.test(delivery)) {
                        found.add(delivery);
                    }
                }
            }
        }
        return found;
    }
}
