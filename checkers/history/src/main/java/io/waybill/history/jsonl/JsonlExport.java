package io.waybill.history.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes a history as JSON Lines, in the order in which it was recorded.
 *
 * <p>Messages are told by their senders and sequences, so that nothing has to be guessed when the lines are read again;
 * their names stand beside. Memory grows with the number of named messages, not with the history.
 */
public final class JsonlExport {

    private JsonlExport() {}

    /** Writes every event; the stream is left open. */
    public static void write(HistoryReader history, OutputStream out) throws IOException {
        Names names = Names.of(history);
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            LineWriter lines = new LineWriter(json, names, history);
            lines.header();
            history.visit(new HistoryVisitor() {
                @Override
                public void sends(SendColumns sends) {
                    unchecked(() -> lines.sends(sends));
                }

                @Override
                public void deliveries(DeliveryColumns deliveries) {
                    unchecked(() -> lines.deliveries(deliveries));
                }

                @Override
                public void event(Event event) {
                    unchecked(() -> lines.event(event));
                }
            });
            lines.end();
        }
    }

    private interface Write {
        void write() throws IOException;
    }

    private static void unchecked(Write write) {
        try {
            write.write();
        } catch (IOException e) {
            throw new UncheckedIOException("the export cannot be written any further: " + e.getMessage(), e);
        }
    }
}
