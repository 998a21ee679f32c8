package io.waybill.history.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes in an array. */
final class MemoryStore implements ByteStore {

    private byte[] bytes = new byte[1024];
    private int size;

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
