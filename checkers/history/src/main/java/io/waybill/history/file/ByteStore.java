package io.waybill.history.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a history's bytes are kept: appended by one writer, read at any position by any number of readers. */
public interface ByteStore extends ReadStore, AppendStore {

    /** Opens a new file for writing and reading. */
    static ByteStore create(Path file) throws IOException {
        return new FileStore(FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.READ));
    }

    /** Returns a store that lives in memory: for small histories and for tests. */
    static ByteStore inMemory() {
        return new MemoryStore();
    }
}
