package io.waybill.history.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a history's bytes go, by one writer. */
public interface AppendStore extends Closeable {

    /** Appends all remaining bytes of {@code bytes}. Called by one thread at a time. */
    void append(ByteBuffer bytes) throws IOException;
}
