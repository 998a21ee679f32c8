package io.waybill.history.interchange;

import io.waybill.history.file.ByteStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file among the system's temporary files that has no name: it is unlinked as soon as it is open (where the system
 * allows it; elsewhere when it is closed), so that it is gone with its channel however this process ends.
 *
 * <p>It is written and read through the same channel, so a writer, which closes its store, is given {@link #keptOpen}.
 */
final class TemporaryStore implements ByteStore {

    /** A block is small; a write that is not costs little more. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer waiting = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private TemporaryStore(FileChannel channel) {
        this.channel = channel;
    }

    static TemporaryStore create() throws IOException {
        Path file = Files.createTempFile("waybill-import-", ".waybill");
        try {
            return new TemporaryStore(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public synchronized long size() throws IOException {
        return channel.size() + waiting.position();
    }

    @Override
    public synchronized void append(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > waiting.remaining()) {
            flush();
        }
        if (bytes.remaining() > waiting.capacity()) {
            writeFully(bytes);
        } else {
            waiting.put(bytes);
        }
    }

    private synchronized void flush() throws IOException {
        writeFully(waiting.flip());
        waiting.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public int read(long position, byte[] into, int at, int length) throws IOException {
        if (position + length > channel.size()) {
            flush();
        }
        ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
        long from = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, from);
            if (count < 0) {
                break;
            }
            from += count;
        }
        return length - buffer.remaining();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Returns a view of a store that stays open when it is closed: for a writer whose file is read afterwards. */
    static ByteStore keptOpen(ByteStore store) {
        return new ByteStore() {
            @Override
            public long size() throws IOException {
                return store.size();
            }

            @Override
            public void append(ByteBuffer bytes) throws IOException {
                store.append(bytes);
            }

            @Override
            public int read(long position, byte[] into, int at, int length) throws IOException {
                return store.read(position, into, at, length);
            }

            @Override
            public void close() {}
        };
    }
}
