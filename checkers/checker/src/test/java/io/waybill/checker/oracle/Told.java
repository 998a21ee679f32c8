package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import java.util.List;

/** A history as a text tells it, for the tests of single judges. */
public final class Told {

    private Told() {}

    /** Returns the events of a text in the notation of {@link HistoryText}. */
    public static List<Event> events(String text) {
        return HistoryText.parse(text);
    }

    /** Returns events as a stored history. */
    public static HistoryReader stored(List<Event> events) {
        return StoredHistory.of(events);
    }

    /** Returns the history that a text tells. */
    public static HistoryReader history(String text) {
        return stored(events(text));
    }
}
