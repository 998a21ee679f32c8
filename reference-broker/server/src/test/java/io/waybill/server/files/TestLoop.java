package io.waybill.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A loop on the test's own thread: runs what it is given until enough was noted. */
final class TestLoop implements Executor {

    private static final long PATIENCE_SECONDS = 20;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Runs what comes until so many notes were made. */
    List<String> awaitNotes(int count) {
        while (notes.size() < count) {
            runOne();
        }
        return notes();
    }

    private void runOne() {
        try {
            Runnable task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(task)
                    .as("something must still come, noted was %s", notes)
                    .isNotNull();
            task.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a file and waits for it. */
    DiskFile open(Disk disk, String name) {
        List<DiskFile> opened = new ArrayList<>();
        disk.open(name, opened::add, failure -> note("open: " + failure.kind()));
        while (opened.isEmpty()) {
            runOne();
        }
        return opened.get(0);
    }

    void append(DiskFile file, String text) {
        file.append(bytes(text), () -> note("append " + text), failed("append " + text));
    }

    void read(DiskFile file, long position, int length) {
        file.read(position, length, read -> note("read " + text(read)), failed("read"));
    }

    void sync(DiskFile file) {
        file.sync(() -> note("sync"), failed("sync"));
    }

    Disk.OnFailure failed(String what) {
        return failure -> note(what + ": " + failure.kind());
    }

    Consumer<List<String>> names() {
        return names -> note(names.toString());
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
