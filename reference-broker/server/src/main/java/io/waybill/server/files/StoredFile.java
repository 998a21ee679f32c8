package io.waybill.server.files;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody has open: what waits for it, and what is known of it. Guarded by the lock of {@link Work};
 * {@link #raw} may be used outside of it by the thread that {@link #running} stands for.
 */
final class StoredFile {

    /** Its name in the folder; another one after a renaming. */
    String name;
    /** What was asked for and not begun. */
    final Deque<FileOperation> waiting = new ArrayDeque<>();
    /** How many have it open. */
    int handles;
    /** Its length with everything that was asked for. */
    long askedSize;
    /** Whether a thread works on it, or is to. */
    boolean running;
    /** Whether a thread has it in its hands this moment. */
    boolean inHand;
    /** The file in the system; null while it is closed there, to be opened again when it is needed. */
    Device.@Nullable RawFile raw;
    /**
     * Whether there are bytes that no sync has covered. The system forgets a failed write with the last who had it
     * open, so such a file stays open.
     */
    boolean unsynced;
    /** Whether its name is gone or another file's: it cannot be opened again. */
    boolean nameless;
    /** Whether a change has failed, so that all later ones must. */
    boolean broken;
    /** Whether a sync has failed: nobody who opens it anew in this life may believe a sync of it either. */
    boolean syncFailed;

    StoredFile(String name, Device.RawFile raw, long size) {
        this.name = name;
        this.raw = raw;
        this.askedSize = size;
    }

    boolean isIdle() {
        return !running && waiting.isEmpty();
    }

    /** What is asked for, and the file's length with it. */
    record Asked(FileOperation operation, long size) {}

    /** Makes an operation for a file of a length. */
    interface Asking {
        Asked at(long size);
    }
}
