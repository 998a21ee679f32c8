package io.waybill.log.file;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A new, empty file that can be used at once, although the disk is still opening it: what is asked for waits, in order.
 * So an append need not wait for its segment.
 */
public final class OpeningFile implements DiskFile {

    private final String name;
    private final Deque<Consumer<DiskFile>> waiting = new ArrayDeque<>();
    private final Deque<Disk.OnFailure> told = new ArrayDeque<>();
    private @Nullable DiskFile file;
    private @Nullable DiskFailure failure;
    private long sizeWhileOpening;

    /**
     * Begins to open a file that does not exist, or whose old content does not count.
     *
     * @param opened called when the file is there, before anything that waits for it
     */
    public OpeningFile(Disk disk, String name, Runnable opened, Disk.OnFailure failed) {
        this.name = name;
        disk.open(
                name,
                now -> {
                    if (now.size() > 0) {
                        now.truncate(0, () -> {}, failed);
                    }
                    opened.run();
                    begin(now);
                },
                why -> {
                    failed.failed(why);
                    giveUp(why);
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return file == null ? sizeWhileOpening : file.size();
    }

    @Override
    public void append(ByteBuffer bytes, Runnable done, Disk.OnFailure failed) {
        if (file != null) {
            file.append(bytes, done, failed);
            return;
        }
        sizeWhileOpening += bytes.remaining();
        later(now -> now.append(bytes, done, failed), failed);
    }

    @Override
    public void read(long position, int length, Consumer<ByteBuffer> done, Disk.OnFailure failed) {
        later(now -> now.read(position, length, done, failed), failed);
    }

    @Override
    public void truncate(long size, Runnable done, Disk.OnFailure failed) {
        sizeWhileOpening = Math.min(sizeWhileOpening, size);
        later(now -> now.truncate(size, done, failed), failed);
    }

    @Override
    public void sync(Runnable done, Disk.OnFailure failed) {
        later(now -> now.sync(done, failed), failed);
    }

    @Override
    public void close() {
        later(DiskFile::close, why -> {});
    }

    private void later(Consumer<DiskFile> operation, Disk.OnFailure failed) {
        if (file != null) {
            operation.accept(file);
        } else if (failure != null) {
            failed.failed(failure);
        } else {
            waiting.add(operation);
            told.add(failed);
        }
    }

    private void begin(DiskFile now) {
        file = now;
        told.clear();
        while (!waiting.isEmpty()) {
            waiting.remove().accept(now);
        }
    }

    private void giveUp(DiskFailure why) {
        failure = why;
        waiting.clear();
        while (!told.isEmpty()) {
            told.remove().failed(why);
        }
    }
}
