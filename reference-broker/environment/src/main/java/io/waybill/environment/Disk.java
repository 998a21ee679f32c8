package io.waybill.environment;

import java.util.List;
import java.util.function.Consumer;

/**
 * A folder of files that survives a crash, as far as it was synced.
 *
 * <p>What a crash may take away: of a file, any suffix of what was appended since its last completed
 * {@link DiskFile#sync}, the last piece perhaps torn, or followed by zeros or garbage where it should have been; of the
 * folder, any creation, renaming or deletion since the last completed {@link #syncDirectory}. A file that was synced
 * but whose creation was not may be gone.
 *
 * <p>Every operation ends in exactly one call: its {@code done}, or its {@code failed}.
 */
public interface Disk {

    /** Gives the names of all files, in ascending order. */
    void list(Consumer<List<String>> done, OnFailure failed);

    /**
     * Opens a file to read and to append, and creates it empty where there is none.
     *
     * @param name letters, digits, {@code .}, {@code -} and {@code _}; 1 to 255 of them, not beginning with a dot
     */
    void open(String name, Consumer<DiskFile> done, OnFailure failed);

    /** Gives a file another name; a file that had this name is gone. Files that are open stay open. */
    void rename(String from, String to, Runnable done, OnFailure failed);

    /**
     * Deletes a file; does nothing where there is none.
     *
     * @throws IllegalStateException where it is open
     */
    void delete(String name, Runnable done, OnFailure failed);

    /** Makes creations, renamings and deletions durable that were completed before. */
    void syncDirectory(Runnable done, OnFailure failed);

    /** Is told that an operation was not done, or not known to be done. */
    interface OnFailure {

        /** The operation failed; how much of it was done is not known. */
        void failed(DiskFailure failure);
    }
}
