package io.waybill.history.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file that holds other things too. The channel is the caller's, and stays open. */
record FilePart(FileChannel channel, long from, long length) implements ReadStore {

    @Override
    public long size() {
        return length;
    }

    @Override
    public int read(long position, byte[] into, int at, int wanted) throws IOException {
        int there = (int) Math.max(0, Math.min(wanted, length - position));
        return FileStore.readFully(channel, from + position, ByteBuffer.wrap(into, at, there));
    }

    @Override
    public void close() {}
}
