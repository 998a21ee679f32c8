package io.waybill.checker.log;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayDeque;

/**
 * What one thread needs to judge partition after partition without asking for memory each time.
 *
 * <p>The columns belong to whoever is at work; nobody relies on what they held before.
 */
final class Workspace {

    final HistoryReader.Cursor cursor;
    final SendColumns sends = new SendColumns();
    final DeliveryColumns deliveries = new DeliveryColumns();
    final ArrayDeque<Page> spare = new ArrayDeque<>();

    Workspace(HistoryReader history) {
        cursor = history.cursor();
    }
}
