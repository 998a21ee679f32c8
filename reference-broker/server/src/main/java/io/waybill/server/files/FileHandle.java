package io.waybill.server.files;

import io.waybill.environment.Disk.OnFailure;
import io.waybill.environment.DiskFile;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A file that a loop has open. Used on that loop only. */
final class FileHandle implements DiskFile {

    private final Work work;
    private final Executor loop;
    private final String name;
    private final StoredFile file;
    private boolean closed;

    FileHandle(Work work, Executor loop, String name, StoredFile file) {
        this.work = work;
        this.loop = loop;
        this.name = name;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return work.askedSize(file);
    }

    @Override
    public void append(ByteBuffer bytes, Runnable done, OnFailure failed) {
        // A view of its own: the caller's position must not move.
        ByteBuffer own = bytes.slice();
        boolean refused = closed;
        work.submit(file, size -> {
            long end = refused ? size : size + own.remaining();
            return new StoredFile.Asked(new FileOperation.Append(loop, this, refused, own, size, done, failed), end);
        });
    }

    @Override
    public void read(long position, int length, Consumer<ByteBuffer> done, OnFailure failed) {
        if (position < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a read must be of >= 0 bytes from >= 0, was " + length + " from " + position);
        }
        boolean refused = closed;
        work.submit(file, size -> {
            // What is appended after the read was asked for must not be in it.
            long end = position >= size ? position : Math.min(size, position + length);
            return new StoredFile.Asked(new FileOperation.Read(loop, this, refused, position, end, done, failed), size);
        });
    }

    @Override
    public void truncate(long size, Runnable done, OnFailure failed) {
        if (size < 0) {
            throw new IllegalArgumentException("a file must be truncated to >= 0 bytes, was " + size);
        }
        boolean refused = closed;
        work.submit(
                file,
                before -> new StoredFile.Asked(
                        new FileOperation.Truncate(loop, this, refused, size, done, failed),
                        refused ? before : Math.min(before, size)));
    }

    @Override
    public void sync(Runnable done, OnFailure failed) {
        boolean refused = closed;
        work.submit(
                file, size -> new StoredFile.Asked(new FileOperation.Sync(loop, this, refused, done, failed), size));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            work.closed(file);
        }
    }
}
