package io.waybill.history.format;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.SendColumns;
import io.waybill.history.edn.EdnExport;
import io.waybill.history.file.AppendStore;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryWriter;
import io.waybill.history.jsonl.JsonlExport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** Writes a history as something else, or as our own where it was imported. */
public final class HistoryExport {

    private HistoryExport() {}

    /**
     * Writes a whole history. The stream is flushed and left open.
     *
     * @throws IllegalArgumentException where the format has no words for what the history holds: queues in EDN
     * @throws IOException where the stream cannot be written
     */
    public static void write(HistoryReader history, HistoryFormat format, OutputStream out) throws IOException {
        try {
            switch (format) {
                case WAYBILL -> copy(history, out);
                case JSONL -> JsonlExport.write(history, out);
                case JEPSEN_EDN -> EdnExport.write(history, out);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
    }

    private static void copy(HistoryReader history, OutputStream out) throws IOException {
        try (HistoryWriter writer = HistoryWriter.over(new Appending(out))) {
            history.visit(new HistoryVisitor() {
                @Override
                public void sends(SendColumns sends) {
                    // Row by row: the reasons that rows refer to have other ids in another file.
                    for (int row = 0; row < sends.rows(); row++) {
                        writer.write(history.send(sends, row));
                    }
                }

                @Override
                public void deliveries(DeliveryColumns deliveries) {
                    for (int row = 0; row < deliveries.rows(); row++) {
                        writer.write(HistoryReader.delivery(deliveries, row));
                    }
                }

                @Override
                public void event(Event event) {
                    writer.write(event);
                }
            });
        }
    }

    /** Bytes that go on to a stream. */
    private static final class Appending implements AppendStore {
        private final OutputStream out;
        private final WritableByteChannel channel;

        Appending(OutputStream out) {
            this.out = out;
            channel = Channels.newChannel(out);
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** The stream is the caller's: it is flushed and not closed. */
        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
