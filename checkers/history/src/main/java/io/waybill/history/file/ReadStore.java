package io.waybill.history.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a history's bytes are read, at any position by any number of readers. */
public interface ReadStore extends Closeable {

    /** Returns how many bytes there are. */
    long size() throws IOException;

    /** Reads up to {@code length} bytes at {@code position}; returns fewer only at the end. Safe from any thread. */
    int read(long position, byte[] into, int at, int length) throws IOException;

    /** Opens an existing file. */
    static ReadStore open(Path file) throws IOException {
        return new FileStore(FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * Returns a part of a larger file, read where it lies. Closing it leaves the channel open: it is the caller's.
     *
     * @param from where in the channel the part begins
     * @param length how long it is
     */
    static ReadStore part(FileChannel channel, long from, long length) {
        return new FilePart(channel, from, length);
    }
}
