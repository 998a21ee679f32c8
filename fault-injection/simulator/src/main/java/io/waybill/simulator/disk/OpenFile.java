package io.waybill.simulator.disk;

import io.waybill.environment.Disk.OnFailure;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.trace.Checkpoints;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** A file that a loop has open. */
final class OpenFile implements DiskFile {
    private final Loop loop;
    private final Device device;
    private final String name;
    private final long numberOfName;
    private final StoredFile file;
    private boolean broken;
    private boolean closed;

    OpenFile(Loop loop, Device device, String name, StoredFile file) {
        this.loop = loop;
        this.device = device;
        this.name = name;
        this.numberOfName = Checkpoints.numberOf(name);
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return file.queue().askedSize();
    }

    @Override
    public void append(ByteBuffer bytes, Runnable done, OnFailure failed) {
        var operation = new Append(bytes.slice(), size(), done, failed);
        if (!closed) {
            file.queue().askedSize(size() + bytes.remaining());
        }
        device.submit(operation, device.settings().write());
    }

    @Override
    public void read(long position, int length, Consumer<ByteBuffer> done, OnFailure failed) {
        if (position < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a read must be of >= 0 bytes from >= 0, was " + length + " from " + position);
        }
        device.submit(
                new Read(position, length, done, failed), device.settings().read());
    }

    @Override
    public void truncate(long size, Runnable done, OnFailure failed) {
        if (size < 0) {
            throw new IllegalArgumentException("a file must be truncated to >= 0 bytes, was " + size);
        }
        var operation = new Change("truncate", done, failed) {
            @Override
            void change() {
                file.truncate(size);
            }

            @Override
            String details() {
                return " to " + size + " B";
            }
        };
        if (!closed) {
            file.queue().askedSize(Math.min(size(), size));
        }
        device.submit(operation, device.settings().write());
    }

    @Override
    public void sync(Runnable done, OnFailure failed) {
        device.submitSync(new Change("sync", done, failed) {
            @Override
            void change() {
                if (device.failsSyncs()) {
                    file.dropUnsynced();
                    fail(DiskFailure.Kind.DEVICE);
                } else {
                    file.sync();
                }
            }
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            file.queue().closed();
        }
    }

    /** Does something to the file, unless it was closed before it was asked to, or something before has failed. */
    private abstract class Change extends Operation {
        private final Runnable whenDone;
        private final boolean refused = closed;

        Change(String operation, Runnable whenDone, OnFailure failed) {
            super(OpenFile.this.loop, device, file.queue(), operation, name, failed);
            this.whenDone = whenDone;
        }

        abstract void change();

        @Override
        final void execute() {
            if (refused || broken) {
                fail(DiskFailure.Kind.CLOSED);
            } else {
                change();
                broken = hasFailed();
            }
        }

        @Override
        final void done() {
            whenDone.run();
        }

        @Override
        final long numberOfFile() {
            return numberOfName;
        }
    }

    private final class Append extends Change {
        private final ByteBuffer bytes;
        private final long position;

        Append(ByteBuffer bytes, long position, Runnable done, OnFailure failed) {
            super("append", done, failed);
            this.bytes = bytes;
            this.position = position;
        }

        @Override
        void change() {
            if (device.isFull()) {
                fail(DiskFailure.Kind.NO_SPACE);
                // Some of it may have found a place.
                if (device.accidents().chance(0.25)) {
                    int fits = device.accidents().nextInt(bytes.remaining() + 1);
                    file.write(position, bytes.slice(0, fits));
                }
            } else if (file.misdirected(device.misdirections())) {
                file.misdirect(position, bytes, device.accidents());
            } else {
                file.write(position, bytes);
            }
        }

        @Override
        long result() {
            return position ^ ((long) crcOf(bytes) << Integer.SIZE);
        }

        @Override
        String details() {
            return " " + bytes.remaining() + " B at " + position;
        }
    }

    private final class Read extends Operation {
        private final long position;
        private final int length;
        private final Consumer<ByteBuffer> whenDone;
        private final boolean refused = closed;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        Read(long position, int length, Consumer<ByteBuffer> whenDone, OnFailure failed) {
            super(OpenFile.this.loop, device, file.queue(), "read", name, failed);
            this.position = position;
            this.length = length;
            this.whenDone = whenDone;
        }

        @Override
        void execute() {
            if (refused) {
                fail(DiskFailure.Kind.CLOSED);
            } else {
                bytes = file.read(position, length);
            }
        }

        @Override
        void done() {
            whenDone.accept(bytes);
        }

        @Override
        long numberOfFile() {
            return numberOfName;
        }

        @Override
        long result() {
            return crcOf(bytes);
        }

        @Override
        String details() {
            return " " + bytes.remaining() + " B at " + position;
        }
    }

    private static int crcOf(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
