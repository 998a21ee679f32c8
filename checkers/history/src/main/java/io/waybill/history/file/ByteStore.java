package io.waybill.history.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Where a history's bytes are kept: appended by one writer, read at any position by any number of readers. */
public interface ByteStore extends Closeable {

    /** Returns how many bytes there are. */
    long size() throws IOException;

    /** Appends all remaining bytes of {@code bytes}. Called by one thread at a time. */
    void append(ByteBuffer bytes) throws IOException;

    /** Reads up to {@code length} bytes at {@code position}; returns fewer only at the end. Safe from any thread. */
    int read(long position, byte[] into, int at, int length) throws IOException;

    /** Opens a new file for writing and reading. */
    static ByteStore create(Path file) throws IOException {
        return new FileStore(FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.READ));
    }

    /** Opens an existing file for reading. */
    static ByteStore open(Path file) throws IOException {
        return new FileStore(FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * Returns a part of a larger file, read where it lies. Closing it leaves the channel open: it is the caller's.
     *
     * @param from where in the channel the part begins
     * @param length how long it is
     */
    static ByteStore part(FileChannel channel, long from, long length) {
        return new PartStore(channel, from, length);
    }

    /** Returns a store that lives in memory: for small histories and for tests. */
    static ByteStore inMemory() {
        return new MemoryStore();
    }

    /** A file. */
    final class FileStore implements ByteStore {
        private final FileChannel channel;

        private FileStore(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public int read(long position, byte[] into, int at, int length) throws IOException {
            return readFully(channel, position, ByteBuffer.wrap(into, at, length));
        }

        private static int readFully(FileChannel channel, long position, ByteBuffer into) throws IOException {
            int before = into.remaining();
            long from = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, from);
                if (count < 0) {
                    break;
                }
                from += count;
            }
            return before - into.remaining();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A part of a file that holds other things too. */
    final class PartStore implements ByteStore {
        private final FileChannel channel;
        private final long from;
        private final long length;

        private PartStore(FileChannel channel, long from, long length) {
            this.channel = channel;
            this.from = from;
            this.length = length;
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public void append(ByteBuffer bytes) {
            throw new UnsupportedOperationException("a part of a file is read and not written");
        }

        @Override
        public int read(long position, byte[] into, int at, int wanted) throws IOException {
            int there = (int) Math.max(0, Math.min(wanted, length - position));
            return FileStore.readFully(channel, from + position, ByteBuffer.wrap(into, at, there));
        }

        @Override
        public void close() {}
    }

    /** An array. */
    final class MemoryStore implements ByteStore {
        private byte[] bytes = new byte[1024];
        private int size;

        private MemoryStore() {}

        @Override
        public synchronized long size() {
            return size;
        }

        @Override
        public synchronized void append(ByteBuffer more) {
            int count = more.remaining();
            if (bytes.length - size < count) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, count)));
            }
            more.get(bytes, size, count);
            size += count;
        }

        @Override
        public synchronized int read(long position, byte[] into, int at, int length) {
            int count = (int) Math.max(0, Math.min(length, size - position));
            if (count > 0) {
                System.arraycopy(bytes, (int) position, into, at, count);
            }
            return count;
        }

        @Override
        public void close() {}
    }
}
