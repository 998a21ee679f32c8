package io.waybill.history.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes in a file of their own. */
final class FileStore implements ByteStore {

    private final FileChannel channel;

    FileStore(FileChannel channel) {
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

    static int readFully(FileChannel channel, long position, ByteBuffer into) throws IOException {
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
