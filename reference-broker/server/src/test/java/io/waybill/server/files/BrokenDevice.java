package io.waybill.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A device that fails as it is told to, and notes what it was asked for. */
final class BrokenDevice implements Device {

    private final Device real;
    /** What was asked of files, in words. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** How many more bytes fit. */
    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    volatile @Nullable String writeFails;
    volatile @Nullable String forceFails;
    volatile @Nullable String readFails;
    volatile @Nullable String openFails;
    /** What a force waits for. */
    volatile @Nullable CountDownLatch gate;
    /** Says that a force waits. */
    final CountDownLatch forcing = new CountDownLatch(1);

    BrokenDevice(Device real) {
        this.real = real;
    }

    private static void failIf(@Nullable String why) throws IOException {
        if (why != null) {
            throw new IOException(why);
        }
    }

    @Override
    public List<String> list() throws IOException {
        asked.add("list");
        return real.list();
    }

    @Override
    public RawFile open(String name, boolean create) throws IOException {
        failIf(openFails);
        asked.add("open " + name);
        return new Broken(real.open(name, create), name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        failIf(writeFails);
        real.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        real.delete(name);
    }

    @Override
    public void sync() throws IOException {
        failIf(forceFails);
        asked.add("sync");
        real.sync();
    }

    @Override
    public long usableBytes() {
        return room.get();
    }

    private final class Broken implements RawFile {

        private final RawFile file;
        private final String name;

        Broken(RawFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public long write(List<ByteBuffer> pieces, long position) throws IOException {
            failIf(writeFails);
            long wanted = pieces.stream().mapToLong(ByteBuffer::remaining).sum();
            if (wanted > room.get()) {
                return writeWhatFits(pieces.get(0), position);
            }
            room.addAndGet(-wanted);
            asked.add("write " + name + " " + pieces.size());
            return file.write(pieces, position);
        }

        /** As a full disk does: first a part, then an error. */
        private long writeWhatFits(ByteBuffer piece, long position) throws IOException {
            int fits = (int) Math.min(room.get(), piece.remaining());
            if (fits == 0) {
                throw new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
            }
            room.addAndGet(-fits);
            long written = file.write(List.of(piece.slice(piece.position(), fits)), position);
            piece.position(piece.position() + (int) written);
            return written;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            failIf(readFails);
            return file.read(into, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            failIf(writeFails);
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            forcing.countDown();
            await();
            failIf(forceFails);
            asked.add("force " + name);
            file.force();
        }

        private void await() {
            try {
                CountDownLatch wait = gate;
                if (wait != null && !wait.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            asked.add("close " + name);
            file.close();
        }
    }
}
