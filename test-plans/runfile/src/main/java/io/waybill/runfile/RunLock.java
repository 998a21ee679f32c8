package io.waybill.runfile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by whoever carries a run out, so that others can tell a run that goes on from one whose process was killed. The
 * operating system takes it back when the process dies, however it does.
 */
public final class RunLock implements Closeable {

    /** Its file in the run's directory; it is not packed. */
    static final String FILE = ".lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of a run's directory; empty where somebody has it. */
    public static Optional<RunLock> take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new RunLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Somebody in this process has it.
            assert channel.isOpen();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** Returns whether somebody carries out the run of a directory. */
    public static boolean isHeld(Path directory) {
        if (Files.notExists(directory.resolve(FILE))) {
            return false;
        }
        try {
            Optional<RunLock> lock = take(directory);
            if (lock.isPresent()) {
                lock.get().close();
            }
            return lock.isEmpty();
        } catch (IOException e) {
            // A directory that may not be written to is nobody's work in progress.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
