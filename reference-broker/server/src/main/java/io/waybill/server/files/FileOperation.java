package io.waybill.server.files;

import io.waybill.environment.Disk.OnFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What is asked of one file. */
abstract class FileOperation extends Operation {

    /** Whether it came after its handle was closed. */
    final boolean refused;

    private FileOperation(Executor loop, String what, FileHandle handle, boolean refused, OnFailure failed) {
        super(loop, what, handle.name(), failed);
        this.refused = refused;
    }

    /** Returns whether it changes the file, so that it fails where a change before it has failed. */
    abstract boolean changes();

    /** Returns how many bytes it holds in memory, or will. */
    long bytes() {
        return 0;
    }

    /** Bytes for the end of the file. */
    static final class Append extends FileOperation {
        final ByteBuffer bytes;
        final long position;
        private final Runnable whenDone;

        Append(
                Executor loop,
                FileHandle handle,
                boolean refused,
                ByteBuffer bytes,
                long position,
                Runnable whenDone,
                OnFailure failed) {
            super(loop, "append", handle, refused, failed);
            this.bytes = bytes;
            this.position = position;
            this.whenDone = whenDone;
        }

        @Override
        boolean changes() {
            return true;
        }

        @Override
        long bytes() {
            return bytes.remaining();
        }

        @Override
        void done() {
            whenDone.run();
        }
    }

    /** Bytes from anywhere in the file, up to where it ended when they were asked for. */
    static final class Read extends FileOperation {
        private final long position;
        private final long end;
        private final Consumer<ByteBuffer> whenDone;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        Read(
                Executor loop,
                FileHandle handle,
                boolean refused,
                long position,
                long end,
                Consumer<ByteBuffer> whenDone,
                OnFailure failed) {
            super(loop, "read", handle, refused, failed);
            this.position = position;
            this.end = end;
            this.whenDone = whenDone;
        }

        void from(Device.RawFile file) throws IOException {
            long available = Math.min(end, file.size()) - position;
            if (available > 0) {
                bytes = ByteBuffer.allocate((int) available);
                int last = 0;
                while (bytes.hasRemaining() && last >= 0) {
                    last = file.read(bytes, position + bytes.position());
                }
                bytes.flip();
            }
        }

        @Override
        boolean changes() {
            return false;
        }

        @Override
        long bytes() {
            return end - position;
        }

        @Override
        void done() {
            whenDone.accept(bytes);
        }
    }

    /** An end before the end. */
    static final class Truncate extends FileOperation {
        final long size;
        private final Runnable whenDone;

        Truncate(Executor loop, FileHandle handle, boolean refused, long size, Runnable whenDone, OnFailure failed) {
            super(loop, "truncate", handle, refused, failed);
            this.size = size;
            this.whenDone = whenDone;
        }

        @Override
        boolean changes() {
            return true;
        }

        @Override
        void done() {
            whenDone.run();
        }
    }

    /** What was asked for before must be durable. */
    static final class Sync extends FileOperation {
        private final Runnable whenDone;

        Sync(Executor loop, FileHandle handle, boolean refused, Runnable whenDone, OnFailure failed) {
            super(loop, "sync", handle, refused, failed);
            this.whenDone = whenDone;
        }

        @Override
        boolean changes() {
            return true;
        }

        @Override
        void done() {
            whenDone.run();
        }
    }
}
