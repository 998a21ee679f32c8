package io.waybill.server.files;

import io.waybill.server.files.FileOperation.Append;
import io.waybill.server.files.FileOperation.Read;
import io.waybill.server.files.FileOperation.Sync;
import io.waybill.server.files.FileOperation.Truncate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What is done of one file at once, with the outcome that it would have one by one: appends are written together, reads
 * see what had been asked for before them, and one force at the end serves all syncs. A truncation is a batch alone.
 */
final class Batch {

    private static final int MOST_OPERATIONS = 512;
    private static final int MOST_BYTES = 4 << 20;

    private final StoredFile file;
    private final List<FileOperation> operations;
    private final Trouble trouble;

    private Batch(StoredFile file, List<FileOperation> operations, Trouble trouble) {
        this.file = file;
        this.operations = operations;
        this.trouble = trouble;
    }

    /** Takes what can be done at once of what waits, one operation or more. */
    static Batch next(StoredFile file, Trouble trouble) {
        Deque<FileOperation> waiting = file.waiting;
        List<FileOperation> taken = new ArrayList<>();
        long bytes = 0;
        do {
            FileOperation operation = waiting.remove();
            taken.add(operation);
            bytes += operation.bytes();
        } while (!waiting.isEmpty()
                && !(taken.get(0) instanceof Truncate)
                && !(waiting.element() instanceof Truncate)
                && taken.size() < MOST_OPERATIONS
                && bytes + waiting.element().bytes() <= MOST_BYTES);
        return new Batch(file, taken, trouble);
    }

    /** Does it all and tells it. */
    void run(Device.RawFile raw) {
        refuse();
        if (operations.get(0) instanceof Truncate truncate) {
            truncate(truncate, raw);
        } else {
            write(raw);
            read(raw);
        }
        int firstSync = firstSync();
        tell(0, firstSync);
        if (firstSync < operations.size()) {
            force(firstSync, raw);
            tell(firstSync, operations.size());
        }
    }

    /** The file cannot be opened: nothing is done. */
    void fail(Exception cause) {
        refuse();
        for (int i = 0; i < operations.size(); i++) {
            FileOperation operation = operations.get(i);
            if (!operation.hasFailed()) {
                trouble.fail(operation, cause, 0);
                if (operation.changes()) {
                    breakAfter(i);
                }
            }
        }
        tell(0, operations.size());
    }

    private void refuse() {
        for (FileOperation operation : operations) {
            if (operation.refused || (file.broken && operation.changes())) {
                trouble.refuse(operation);
            }
        }
    }

    /** A change has failed: no later one may be done. */
    private void breakAfter(int failed) {
        file.broken = true;
        for (FileOperation later : operations.subList(failed + 1, operations.size())) {
            if (later.changes() && !later.hasFailed()) {
                trouble.refuse(later);
            }
        }
    }

    private void truncate(Truncate truncate, Device.RawFile raw) {
        if (truncate.hasFailed()) {
            return;
        }
        file.unsynced = true;
        try {
            raw.truncate(truncate.size);
        } catch (IOException e) {
            trouble.fail(truncate, e, 0);
            breakAfter(0);
        }
    }

    private void write(Device.RawFile raw) {
        List<ByteBuffer> pieces = new ArrayList<>();
        long position = -1;
        for (FileOperation operation : operations) {
            if (operation instanceof Append append && !append.hasFailed()) {
                position = pieces.isEmpty() ? append.position : position;
                pieces.add(append.bytes);
            }
        }
        if (pieces.isEmpty()) {
            return;
        }
        file.unsynced = true;
        try {
            writeAll(pieces, position, raw);
        } catch (IOException e) {
            failFirstUnwritten(e);
        }
    }

    private void writeAll(List<ByteBuffer> pieces, long from, Device.RawFile raw) throws IOException {
        long position = from;
        int first = 0;
        while (first < pieces.size()) {
            if (!pieces.get(first).hasRemaining()) {
                first++;
                continue;
            }
            long written = raw.write(pieces.subList(first, pieces.size()), position);
            position += written;
            trouble.watch().wrote(written);
        }
    }

    private void failFirstUnwritten(IOException cause) {
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Append append && !append.hasFailed() && append.bytes.hasRemaining()) {
                trouble.fail(append, cause, append.bytes.remaining());
                breakAfter(i);
                return;
            }
        }
    }

    private void read(Device.RawFile raw) {
        for (FileOperation operation : operations) {
            if (operation instanceof Read read && !read.hasFailed()) {
                try {
                    read.from(raw);
                } catch (IOException e) {
                    trouble.fail(read, e, 0);
                }
            }
        }
    }

    /** Returns the first sync that is to be done; the number of operations where there is none. */
    private int firstSync() {
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Sync sync && !sync.hasFailed()) {
                return i;
            }
        }
        return operations.size();
    }

    private void force(int firstSync, Device.RawFile raw) {
        try {
            long beganNanos = System.nanoTime();
            raw.force();
            trouble.watch().forced(System.nanoTime() - beganNanos);
            file.unsynced = false;
        } catch (IOException e) {
            file.syncFailed = true;
            trouble.fail(operations.get(firstSync), e, 0);
            breakAfter(firstSync);
        }
    }

    private void tell(int from, int to) {
        operations.subList(from, to).forEach(Operation::tell);
    }
}
