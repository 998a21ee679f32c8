package io.waybill.environment;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * An open file: bytes that are read anywhere and appended at the end. Operations on one file take effect, and complete,
 * in the order in which they were asked for; after one has failed, all later ones that change it fail too.
 */
public interface DiskFile {

    /** Returns the name that it was opened by. */
    String name();

    /** Returns its length in bytes with everything that was asked for so far, complete or not. */
    long size();

    /**
     * Adds bytes at the end. Complete means written, not durable.
     *
     * @param bytes from position to limit; belong to the file from now on and must not be changed
     */
    void append(ByteBuffer bytes, Runnable done, Disk.OnFailure failed);

    /**
     * Gives the bytes from {@code position} on, {@code length} of them, or fewer where the file ends before. They may
     * be wrong: disks forget and flip bits, so a reader checks what it reads.
     *
     * @param position 0 or more; at the end of the file or beyond it nothing is given
     * @param length 0 or more
     */
    void read(long position, int length, Consumer<ByteBuffer> done, Disk.OnFailure failed);

    /** Shortens the file. Durable only after {@link #sync}: until then a crash may bring the end back. */
    void truncate(long size, Runnable done, Disk.OnFailure failed);

    /**
     * Makes everything durable that was asked for before. After a failure nobody knows what is: the bytes may be lost
     * although a later sync succeeds, so a node must not go on as if they were safe.
     */
    void sync(Runnable done, Disk.OnFailure failed);

    /** Closes it once what was asked for is complete. What is not synced stays so. */
    void close();
}
