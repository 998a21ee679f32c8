package io.waybill.history.format;

import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.Tear;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A history that was opened, whatever format its file has. Closing it closes the reader and removes what an import
 * wrote.
 */
public final class OpenHistory implements Closeable {

    private final HistoryReader reader;
    private final HistoryFormat format;
    private final Optional<Tear> tear;
    private final Closeable owner;

    OpenHistory(HistoryReader reader, HistoryFormat format, Optional<Tear> tear) {
        this(reader, format, tear, () -> {});
    }

    private OpenHistory(HistoryReader reader, HistoryFormat format, Optional<Tear> tear, Closeable owner) {
        this.reader = reader;
        this.format = format;
        this.tear = tear;
        this.owner = owner;
    }

    /** Makes one of our own format that lies in something larger, which is closed with it. */
    static OpenHistory owning(HistoryReader reader, Closeable owner) {
        return new OpenHistory(reader, HistoryFormat.WAYBILL, reader.tear(), owner);
    }

    /** Returns the reader of its events. */
    public HistoryReader reader() {
        return reader;
    }

    /** Returns the format that the file has. */
    public HistoryFormat format() {
        return format;
    }

    /** Returns where the file that was named breaks off, or empty where it was ended as its format ends. */
    public Optional<Tear> tear() {
        return tear;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        owner.close();
    }
}
